/** DESIGN §4: another program that writes to the file raises no version; what is cached is dropped all the same. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import type { Log } from '@fanfare/kernel';
import { silentLog } from '@fanfare/kernel';
import type { Network, Person } from '@fanfare/testkit';
import { needsOneProcess, startNetwork } from '@fanfare/testkit';
import { idsByNext } from './support/pages.ts';
import type { ResumingSocket } from './support/socket.ts';
import { resumingSocket } from './support/socket.ts';
import { readTruth } from './support/truth.ts';

const HOME = '/api/v1/timelines/home';

describe('another program that writes to the database file', { skip: needsOneProcess() }, () => {
  let network: Network;
  let [ana, ben, cid, dan, eve, bystander]: Person[] = [];
  let [post, answer]: string[] = [];
  let stream: ResumingSocket;
  let noticed = 0;

  before(async () => {
    const log: Log = { ...silentLog, warn: listening, child: () => log };
    network = await startNetwork({ log });
    [ana, ben, cid, dan, eve, bystander] = await Promise.all(
      ['ana', 'ben', 'cid', 'dan', 'eve', 'bystander'].map((name) => network.person(name)),
    );
    for (const fan of [ben, dan]) await ask(fan, 'POST', `/api/v1/accounts/${ana?.id}/follow`);
    post = await say(ana, 'The old text');
    answer = await say(cid, 'An answer', post);
    await network.settle();
    stream = resumingSocket(network.url, ben?.token ?? '');
    await stream.connect();
  });
  after(async () => {
    stream.close();
    await network.stop();
  });

  function listening(_fields: object, message: string): void {
    if (message.startsWith('Another program wrote')) noticed += 1;
  }

  async function ask(person: Person | undefined, method: string, path: string, body?: object) {
    const reply = await person?.api(method, path, body);
    assert.equal(reply?.status, 200, `${method} ${path}: ${reply?.text}`);
    return reply?.body;
  }

  async function say(person: Person | undefined, status: string, to?: string): Promise<string> {
    return (await ask(person, 'POST', '/api/v1/statuses', { status, in_reply_to_id: to })).id;
  }

  function behindItsBack(...statements: [sql: string, ...values: (string | number | undefined)[]][]): void {
    const db = new DatabaseSync(join(network.folder, 'fanfare.db'), { timeout: 5000 });
    db.exec('BEGIN IMMEDIATE');
    for (const [sql, ...values] of statements)
      assert.equal(db.prepare(sql).run(...values.map((value) => value ?? null)).changes, 1, sql);
    db.exec('COMMIT');
    db.close();
  }

  async function homeOf(person: Person | undefined): Promise<string[]> {
    const { id = '', api } = person ?? {};
    const ids = api === undefined ? [] : await idsByNext(api, HOME, 7);
    assert.deepEqual(ids, (await readTruth(network.query, network.clock.now())).home(id));
    return ids;
  }

  /** What four endpoints show of the post and its author, to somebody whose marks are shown. */
  async function shown() {
    const statuses = [
      (await ask(ben, 'GET', HOME)).find((one: { id: string }) => one.id === post),
      await ask(ben, 'GET', `/api/v1/statuses/${post}`),
      (await ask(ben, 'GET', `/api/v1/statuses/${answer}/context`)).ancestors[0],
    ];
    const account = await ask(ben, 'GET', `/api/v1/accounts/${ana?.id}`);
    assert.deepEqual(
      new Set(statuses.map((one) => one.account.display_name)),
      new Set([account.display_name]),
    );
    assert.deepEqual(new Set(statuses.map((one) => one.content)), new Set([statuses[0].content]));
    assert.deepEqual(new Set(statuses.map((one) => one.favourited)), new Set([statuses[0].favourited]));
    const [{ content, favourited }] = statuses;
    return { content, favourited, name: account.display_name };
  }

  const sees = async (person: Person | undefined) =>
    (await person?.api('GET', `/api/v1/statuses/${post}`))?.status;

  it('own writes are not taken for foreign ones, and what people see is cached', async () => {
    for (const person of [ben, dan, eve]) await homeOf(person);
    assert.deepEqual(await shown(), { content: '<p>The old text</p>', favourited: false, name: '' });
    assert.equal(await sees(eve), 200);
    const next = await say(ana, 'For those who listen');
    await stream.sees([next]);
    assert.equal(noticed, 0);
  });

  it('is noticed with the next write, and everybody is shown what is true now', async () => {
    const [me, author, other, now] = [ben?.id, ana?.id, cid?.id, network.clock.now()];
    behindItsBack(
      ["UPDATE statuses SET text = 'The new text' WHERE id = ?", post],
      ["UPDATE accounts SET display_name = 'Ana the New' WHERE id = ?", author],
      ['DELETE FROM follows WHERE follower_id = ?', dan?.id],
      ["INSERT INTO follows VALUES (?, ?, 1, 'active', 1, 0, NULL, 1, ?)", me, other, now],
      ['INSERT INTO blocks VALUES (?, ?, 1, 1, 1, ?)', author, eve?.id, now],
      ['INSERT INTO favourites VALUES (1, ?, ?)', me, post],
    );
    await say(bystander, 'Something else altogether');
    assert.equal(noticed, 1);
    assert.deepEqual(await shown(), {
      content: '<p>The new text</p>',
      favourited: true,
      name: 'Ana the New',
    });
    assert.ok((await homeOf(ben)).includes(answer ?? ''), 'whom the row says is followed');
    assert.deepEqual(await homeOf(dan), []);
    assert.equal(await sees(eve), 404);
  });

  it('changes whom open streams hear', async () => {
    const heard = await say(cid, 'Followed by a row alone');
    await network.settle();
    // Frames come in the order of the log: this one is behind the other, were that left out or not.
    await stream.sees([await say(ana, 'The last one')]);
    assert.ok(stream.saw(heard));
  });

  it('is noticed also where no request writes', async () => {
    assert.equal(noticed, 1);
    await network.settle();
    behindItsBack(["UPDATE accounts SET display_name = 'Ana the Quiet' WHERE id = ?", ana?.id]);
    const name = async () => (await ask(ben, 'GET', `/api/v1/accounts/${ana?.id}`)).display_name;
    while ((await name()) !== 'Ana the Quiet') await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(noticed, 2);
  });
});
