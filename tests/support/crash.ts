/** kill -9 at random moments under load: nothing acknowledged is lost, nothing is doubled, all effects arrive. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reply } from '@fanfare/testkit';
import { api, needsOneProcess } from '@fanfare/testkit';
import type { Acknowledged, Human, People } from './crash-load.ts';
import {
  appToken,
  command,
  decide,
  favouriteNewest,
  forever,
  makePeople,
  post,
  postOnce,
  register,
  upload,
} from './crash-load.ts';
import { idsByNext } from './pages.ts';
import { seededRandom } from './random.ts';
import type { ServerProcess } from './server-process.ts';
import { fanfare, serverProcess } from './server-process.ts';
import { resumingSocket } from './socket.ts';
import { queryOf, readTruth } from './truth.ts';

export function crashSuite(
  rounds: number,
  seed = Number(process.env.FANFARE_TEST_SEED ?? Date.now() % 1_000_000),
): void {
  describe(`${rounds} crashes (FANFARE_TEST_SEED=${seed})`, { skip: needsOneProcess() }, () => {
    it('lose nothing, double nothing, and all effects arrive', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'fanfare-crash-'));
      const server = await serverProcess(folder, { APPROVAL_POLICY: 'everyone' });
      try {
        await crashes(server, folder, rounds, seededRandom(seed));
      } finally {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      }
    });
  });
}

async function crashes(
  server: ServerProcess,
  folder: string,
  rounds: number,
  random: () => number,
): Promise<void> {
  const yes: Acknowledged = {
    accounts: new Set(),
    posts: new Map(),
    follows: new Set(),
    favourites: new Set(),
    media: new Set(),
    approved: new Set(),
  };
  await server.start();
  const people = await makePeople(server, folder);
  const app = await appToken(server.url);
  const socket = resumingSocket(server.url, people.reader.token);
  await people.reader.api('POST', `/api/v1/accounts/${people.writer.id}/follow`);
  const tried = new Map<string, string>();
  await socket.connect();
  await post(people.writer.api, 'first', tried, yes);
  await socket.sees([...yes.posts.values()]);

  for (let round = 0; round < rounds; round += 1) {
    let running = true;
    const load = [
      ...[0, 1, 2].map((lane) =>
        forever(
          () => running,
          (count) => post(people.writer.api, `post-${round}-${lane}-${count}`, tried, yes),
        ),
      ),
      forever(
        () => running,
        (count) => register(server.url, app, `guest${round}x${count}`, people.writer.id, yes),
      ),
      forever(
        () => running,
        (count) => decide(people, `held-${round}-${count}`, yes),
      ),
      forever(
        () => running,
        () => upload(people.writer.api, yes),
      ),
      forever(
        () => running,
        () => favouriteNewest(people.reader.api, people.writer.id, yes),
      ),
      command(folder, `cli${round}`, yes),
    ];
    await pause(150 + random() * 700);
    await server.kill();
    running = false;
    await Promise.all(load);
    await server.start();
    await socket.connect();
    await compareAcknowledged(people, server.url, yes);
  }

  // What was not acknowledged is tried again with the same key, as a client does.
  for (const [key, text] of tried) {
    if (!yes.posts.has(key)) await postOnce(people.writer.api, key, text, yes);
  }
  const settled = await fanfare(folder, {}, 'settle');
  assert.equal(settled.code, 0, settled.out);
  await compareEffects(people, folder, yes);
  await socket.sees([...yes.posts.values()]);
  socket.close();
  assert.deepEqual(socket.doubled(), [], 'frames that came twice');
  await server.stop();
  const db = new DatabaseSync(join(folder, 'fanfare.db'), { readOnly: true });
  assert.deepEqual({ ...db.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
  db.close();
}

async function compareAcknowledged(people: People, url: string, yes: Acknowledged): Promise<void> {
  const own = new Set(
    await idsByNext(people.writer.api, `/api/v1/accounts/${people.writer.id}/statuses`, 40),
  );
  for (const [key, id] of yes.posts) assert.ok(own.has(id), `the acknowledged post ${key} is gone`);
  for (const username of yes.accounts) {
    const found = await api(url, null)('GET', `/api/v1/accounts/lookup?acct=${username}`);
    assert.equal(found.status, 200, `the acknowledged account ${username} is gone`);
  }
  const favourited = new Set(await idsByNext(people.reader.api, '/api/v1/favourites', 40));
  for (const id of yes.favourites)
    assert.ok(favourited.has(id), `the acknowledged favourite of ${id} is gone`);
  for (const id of yes.media) {
    const media = await people.writer.api('GET', `/api/v1/media/${id}`);
    assert.equal(media.status, 200, `the acknowledged media ${id} is gone`);
    assert.equal((await fetch(media.body.url)).status, 200, `the file of media ${id} is gone`);
  }
}

async function compareEffects(people: People, folder: string, yes: Acknowledged): Promise<void> {
  const writer = people.writer;
  const texts = await textsOf(writer);
  assert.equal(new Set(texts).size, texts.length, 'a post was doubled');
  const held = await textsOf(people.held);
  for (const text of yes.approved)
    assert.equal(
      held.filter((one) => one.includes(`>${text}<`)).length,
      1,
      `the approved ${text} is there once`,
    );
  const truth = await readTruth(queryOf(folder), Date.now());
  for (const person of [writer, people.reader, people.held]) {
    assert.deepEqual(await idsByNext(person.api, '/api/v1/timelines/home', 40), truth.home(person.id));
  }
  const shown = await writer.api('GET', `/api/v1/accounts/${writer.id}`);
  assert.equal(shown.body.statuses_count, texts.length);
  const followers = await idsByNext(writer.api, `/api/v1/accounts/${writer.id}/followers`, 80);
  assert.equal(shown.body.followers_count, followers.length);
  assert.equal(new Set(followers).size, followers.length);
  const notices: { type: string; account: { id: string } }[] = [];
  for (let query: string | null = '?types[]=follow&limit=80'; query !== null; ) {
    const page: Reply<typeof notices> = await writer.api('GET', `/api/v1/notifications${query}`);
    notices.push(...page.body);
    query = page.link.next === undefined ? null : `?${page.link.next}`;
  }
  assert.deepEqual(
    notices.map((notice) => notice.account.id).sort(),
    followers.toSorted(),
    'one notice for each follower',
  );
}

async function textsOf(person: Human): Promise<string[]> {
  const texts: string[] = [];
  for (let query = '?limit=40'; ; ) {
    const page: Reply<{ content: string }[]> = await person.api(
      'GET',
      `/api/v1/accounts/${person.id}/statuses${query}`,
    );
    texts.push(...page.body.map((status) => status.content));
    if (page.link.next === undefined) return texts;
    query = `?${page.link.next}`;
  }
}
