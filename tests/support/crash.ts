/** kill -9 at random moments under load: nothing acknowledged is lost, nothing is doubled, all effects arrive. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Api, Reply } from '@fanfare/testkit';
import { api } from '@fanfare/testkit';
import { idsByNext } from './pages.ts';
import { picture } from './picture.ts';
import { seededRandom } from './random.ts';
import type { ServerProcess } from './server-process.ts';
import { fanfare, serverProcess } from './server-process.ts';
import { resumingSocket } from './socket.ts';
import { readTruth } from './truth.ts';

/** What the server said yes to, and so must never lose. */
interface Acknowledged {
  accounts: Set<string>;
  /** Key and id of each post. */
  posts: Map<string, string>;
  follows: Set<string>;
  favourites: Set<string>;
  media: Set<string>;
  /** Submissions that were approved. */
  approved: Set<string>;
}

export function crashSuite(
  rounds: number,
  seed = Number(process.env.FANFARE_TEST_SEED ?? Date.now() % 1_000_000),
): void {
  describe(`${rounds} crashes (FANFARE_TEST_SEED=${seed})`, () => {
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

interface Human {
  id: string;
  token: string;
  api: Api;
}

interface People {
  /** Exempt from approval. */
  writer: Human;
  reader: Human;
  moderator: Human;
  /** Needs approval. */
  held: Human;
}

async function makePeople(server: ServerProcess, folder: string): Promise<People> {
  async function make(name: string, role: string): Promise<Human> {
    const made = await fanfare(
      folder,
      {},
      'account',
      'create',
      name,
      '--email',
      `${name}@example.org`,
      '--password',
      'password',
      '--role',
      role,
      '--json',
    );
    assert.equal(made.code, 0, made.out);
    const given = await fanfare(
      folder,
      {},
      'token',
      'create',
      name,
      '--scopes',
      'read write follow admin:read admin:write',
      '--json',
    );
    const token: string = JSON.parse(given.out).access_token;
    return { id: JSON.parse(made.out).id, token, api: api(server.url, token) };
  }
  return {
    writer: await make('writer', 'moderator'),
    reader: await make('reader', 'user'),
    moderator: await make('moderator', 'moderator'),
    held: await make('held', 'user'),
  };
}

async function appToken(url: string): Promise<Api> {
  const anyone = api(url, null);
  const app = await anyone('POST', '/api/v1/apps', {
    client_name: 'crash',
    redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
    scopes: 'read write follow',
  });
  const token = await anyone('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: app.body.client_id,
    client_secret: app.body.client_secret,
    scope: 'read write follow',
  });
  return api(url, token.body.access_token);
}

/** Until told to stop; a request that the crash cut off is no failure of the test. */
async function forever(running: () => boolean, act: (count: number) => Promise<void>): Promise<void> {
  for (let count = 0; running(); count += 1) {
    try {
      await act(count);
    } catch (error) {
      if (error instanceof assert.AssertionError) throw error;
      await pause(5);
    }
  }
}

async function post(client: Api, key: string, tried: Map<string, string>, yes: Acknowledged): Promise<void> {
  tried.set(key, `Text of ${key}`);
  await postOnce(client, key, `Text of ${key}`, yes);
}

async function postOnce(client: Api, key: string, status: string, yes: Acknowledged): Promise<void> {
  const reply = await client<{ id: string }>(
    'POST',
    '/api/v1/statuses',
    { status },
    { 'idempotency-key': key },
  );
  if (reply.status === 200) yes.posts.set(key, reply.body.id);
  else assert.ok(reply.status >= 500, reply.text);
}

async function register(
  url: string,
  app: Api,
  username: string,
  star: string,
  yes: Acknowledged,
): Promise<void> {
  const reply = await app('POST', '/api/v1/accounts', {
    username,
    email: `${username}@example.org`,
    password: 'password',
    agreement: true,
    locale: 'en',
  });
  if (reply.status !== 200) return;
  yes.accounts.add(username);
  const own = api(url, reply.body.access_token);
  const followed = await own('POST', `/api/v1/accounts/${star}/follow`);
  if (followed.status === 200) yes.follows.add(username);
}

async function decide(people: People, text: string, yes: Acknowledged): Promise<void> {
  const held = await people.held.api('POST', '/api/v1/statuses', { status: text });
  if (held.status !== 202) return;
  const reply = await people.moderator.api('POST', `/api/v1/admin/submissions/${held.body.id}/approve`, {
    version: 1,
  });
  if (reply.status === 200) yes.approved.add(text);
}

async function upload(client: Api, yes: Acknowledged): Promise<void> {
  const form = new FormData();
  form.set('file', new Blob([await picture()]), 'picture.png');
  form.set('description', 'A square');
  const reply = await client('POST', '/api/v2/media', form);
  if (reply.status === 200) yes.media.add(reply.body.id);
  await pause(30);
}

async function favouriteNewest(client: Api, author: string, yes: Acknowledged): Promise<void> {
  const list = await client<{ id: string; favourited: boolean }[]>(
    'GET',
    `/api/v1/accounts/${author}/statuses?limit=5`,
  );
  for (const status of list.status === 200 ? list.body : []) {
    if (status.favourited) continue;
    const reply = await client('POST', `/api/v1/statuses/${status.id}/favourite`);
    if (reply.status === 200) yes.favourites.add(status.id);
  }
}

async function command(folder: string, username: string, yes: Acknowledged): Promise<void> {
  const made = await fanfare(
    folder,
    {},
    'account',
    'create',
    username,
    '--email',
    `${username}@example.org`,
    '--password',
    'password',
  );
  if (made.code === 0) yes.accounts.add(username);
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
  const truth = readTruth(folder, Date.now());
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
