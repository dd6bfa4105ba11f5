/** The real friendship graph, its posts, and homes compared with brute force through everything that may go wrong. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Api, Network } from '@fanfare/testkit';
import { api, startNetwork, testedOn } from '@fanfare/testkit';
import { idsByMinId, idsByNext } from './pages.ts';
import { readTruth } from './truth.ts';

const root = join(import.meta.dirname, '..', '..');
const data = join(root, '..', 'shared', 'data');
const HOME = '/api/v1/timelines/home';
/** Authors with more followers are pulled, not pushed. */
const PUSH_LIMIT = 60;
/** "A little before", in ms. What is committed later than that after its id was made may be missed, and is said. */
const OVERLAP = 1000;
/** Ids in a millisecond. */
const PER_MS = 2 ** 13;
const EPOCH = Date.UTC(2020, 0, 1);

interface Someone {
  id: string;
  username: string;
  friends: number;
  api: Api;
}

export interface Sample {
  /** Null: all there are. */
  accounts: number | null;
  posts: number | null;
  people: number;
  /** Of these, whose homes are compared each time; unless said, all. */
  compared?: number;
}

export function realNetworkSuite({ accounts, posts, people, compared }: Sample): void {
  const missing = existsSync(data) ? false : 'the friendship graph (../shared/data) is not here';
  describe(`the real network, ${accounts ?? 'all'} accounts`, { skip: missing }, () => {
    let network: Network;
    let some: Someone[] = [];

    before(async () => {
      network = await startNetwork({ settings: { PUSH_FOLLOWER_LIMIT: String(PUSH_LIMIT) }, chaos: null });
      await seed(network.environment, accounts, posts);
      await network.settle();
      some = await choose(network, people);
    });
    after(() => network.stop());

    async function compare(
      what: string,
      chosen = compared === undefined ? some : spread(some, compared),
    ): Promise<void> {
      const truth = await readTruth(network.query, network.clock.now());
      for (const [index, person] of chosen.entries()) {
        const expected = truth.home(person.id);
        const limit = [40, 20, 7][index % 3] ?? 20;
        assert.deepEqual(
          await idsByNext(person.api, HOME, limit),
          expected,
          `${what}: home of ${person.username}, ${limit} a page`,
        );
        if (index % 5 === 0)
          assert.deepEqual(
            await idsByMinId(person.api, HOME, limit),
            expected,
            `${what}: home of ${person.username} upwards`,
          );
      }
    }

    it('has the least, the median and the most connected people, and authors on both sides of the push limit', () => {
      assert.ok(some.length >= Math.min(people, 300) || accounts !== null);
      assert.ok(
        some.some((person) => person.friends > PUSH_LIMIT) &&
          some.some((person) => person.friends < PUSH_LIMIT),
      );
    });

    it('home equals brute force, for lists that were never cached', () => compare('first read'));
    it('home equals brute force again, from the lists', () => compare('second read'));

    it('home equals brute force after new posts of authors above and below the push limit', async () => {
      for (const person of spread(some, 30)) await post(person, `A word from ${person.username}`);
      await compare('before everything is delivered', spread(some, 60));
      await network.settle();
      await compare('delivered');
    });

    it('home equals brute force after a restart', async () => {
      await network.restart();
      await compare('restarted');
    });

    it('home equals brute force after unfollows, blocks, mutes, deletes, edits and boosts, at once', async () => {
      for (const [index, person] of spread(some, 60).entries()) {
        const page = await person.api<{ id: string; account: { id: string } }[]>('GET', `${HOME}?limit=40`);
        const others = [...new Set(page.body.map((status) => status.account.id))].filter(
          (id) => id !== person.id,
        );
        const [first, second] = others;
        if (first === undefined || second === undefined) continue;
        const acts: [string, string, object?][] = [
          ['POST', `/api/v1/accounts/${first}/unfollow`],
          ['POST', `/api/v1/accounts/${first}/block`],
          ['POST', `/api/v1/accounts/${second}/mute`, { duration: 600 }],
          ['POST', `/api/v1/accounts/${second}/mute`],
          ['POST', `/api/v1/statuses/${page.body[0]?.id}/reblog`],
          ['POST', `/api/v1/accounts/${first}/follow`, { reblogs: false }],
        ];
        const [method, path, body] = acts[index % acts.length] ?? acts[0] ?? ['', ''];
        await ok(person.api, method, path, body);
        const own = await person.api<{ id: string }[]>(
          'GET',
          `/api/v1/accounts/${person.id}/statuses?exclude_reblogs=1`,
        );
        if (index % 3 === 0 && own.body[0] !== undefined)
          await ok(person.api, 'DELETE', `/api/v1/statuses/${own.body[0].id}`);
        if (index % 3 === 1 && own.body[0] !== undefined)
          await ok(person.api, 'PUT', `/api/v1/statuses/${own.body[0].id}`, { status: 'A better word' });
      }
      await compare('changed', spread(some, 120));
      await network.settle();
      await compare('changed and settled');
    });

    it('home equals brute force once timed mutes have run out', async () => {
      await network.advance(601_000);
      await compare('mutes expired');
    });

    it('home equals brute force while an author crosses the push limit, up and down', async () => {
      const crossing = some.find(isNearLimit);
      assert.ok(crossing, 'nobody is near the limit');
      const guests = some.filter((person) => person !== crossing).slice(0, PUSH_LIMIT);
      for (const guest of guests) await guest.api('POST', `/api/v1/accounts/${crossing.id}/follow`);
      await post(crossing, 'Above the limit');
      await compare('above', guests.slice(0, 20));
      for (const guest of guests) await guest.api('POST', `/api/v1/accounts/${crossing.id}/unfollow`);
      await post(crossing, 'Below the limit');
      await network.settle();
      await compare('crossed', spread(some, 60));
    });

    it('a client that polls with since_id misses nothing while posts are being delivered', async (context) => {
      const reader = most(some);
      const newest = await reader.api<{ id: string }[]>('GET', `${HOME}?limit=1`);
      let since = newest.body[0]?.id ?? '1';
      const start = since;
      const polled = new Set<string>();
      const late = new Set<string>();
      /** When the last poll began: what was committed since may have been passed over by it. */
      let looked = network.clock.now();
      async function poll(): Promise<void> {
        const begin = stepBack(since, start, looked);
        looked = network.clock.now();
        for (let from = begin; ; ) {
          const page = await reader.api<{ id: string }[]>('GET', `${HOME}?limit=40&min_id=${from}`);
          for (const status of page.body) polled.add(status.id);
          const highest = page.body[0]?.id;
          if (highest === undefined) return;
          if (Number(highest) > Number(since)) since = highest;
          from = highest;
        }
      }
      let writing = true;
      const writers = spread(some, 40).map(async (person) => {
        for (let count = 0; count < 3; count += 1) {
          const id = await post(person, `Live from ${person.username}, ${count}`);
          // From its minting to the answer: no shorter than until others see it.
          if (network.clock.now() - mintedAt(id) > OVERLAP) late.add(id);
        }
      });
      const written = Promise.all(writers).then(() => {
        writing = false;
      });
      while (writing) await poll();
      await written;
      for (let before = -1; before !== polled.size; ) {
        before = polled.size;
        await poll();
      }
      const expected = (await readTruth(network.query, network.clock.now()))
        .home(reader.id)
        .filter((id) => Number(id) > Number(start));
      context.diagnostic(`${late.size} of ${expected.length} posts took longer than the client looks back`);
      assert.deepEqual(
        expected.filter((id) => !polled.has(id) && !(testedOn() !== '' && late.has(id))),
        [],
        'missed',
      );
      assert.deepEqual(
        [...polled].filter((id) => !expected.includes(id)),
        [],
        'not meant for the reader',
      );
    });
  });
}

/**
 * Where several units commit side by side, an id may appear some milliseconds after a higher one: whoever must miss
 * nothing asks again from a little before the last time. The embedded database has one at a time.
 * @param looked when the last poll began, in ms
 */
function stepBack(since: string, start: string, looked: number): string {
  if (testedOn() === '') return since;
  const before = (looked - OVERLAP - EPOCH) * PER_MS;
  return String(Math.max(Math.min(Number(since), before), Number(start)));
}

/** As a person would: the command, while the server runs. */
async function seed(
  environment: Network['environment'],
  accounts: number | null,
  posts: number | null,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-seed-'));
  const texts = join(folder, 'posts.txt');
  const lines = (await readFile(join(data, 'tweets.txt'), 'utf8')).split('\n');
  await writeFile(texts, lines.slice(0, posts ?? lines.length).join('\n'));
  const args = [
    ...['apps/cli/src/main.ts', 'seed', '--graph', join(data, 'ego-facebook.edges'), '--posts', texts],
    ...(accounts === null ? [] : ['--accounts', String(accounts)]),
    '--json',
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  await rm(folder, { recursive: true });
  assert.equal(code, 0, said);
}

/** A third each of the least, the median and the most connected, and some who are near the push limit. */
async function choose(network: Network, people: number): Promise<Someone[]> {
  const found = await network.query(
    `SELECT accounts.id, accounts.username, count(*) AS friends FROM accounts
     JOIN follows ON follows.follower_id = accounts.id
     WHERE follows.state = 'active' GROUP BY accounts.id, accounts.username`,
  );
  const rows = found.map(({ id, username, friends }) => ({
    ...{ id: Number(id), username: String(username), friends: Number(friends) },
  }));
  rows.sort((one, other) => one.friends - other.friends);
  const third = Math.floor(people / 3);
  const middle = Math.max(0, Math.floor(rows.length / 2 - third / 2));
  const chosen = new Set([
    ...rows.slice(0, third),
    ...rows.slice(middle, middle + third),
    ...rows.slice(-third),
    ...rows.filter(isNearLimit).slice(0, 5),
  ]);
  const some: Someone[] = [];
  for (const row of chosen)
    some.push({ ...row, id: String(row.id), api: api(network.url, await network.token(row.username)) });
  return some;
}

function isNearLimit({ friends }: { friends: number }): boolean {
  return friends > PUSH_LIMIT / 2 && friends < PUSH_LIMIT * 0.9;
}

function spread(some: readonly Someone[], count: number): Someone[] {
  const step = Math.max(1, Math.floor(some.length / count));
  return some.filter((_, index) => index % step === 0).slice(0, count);
}

function most(some: readonly Someone[]): Someone {
  return some.reduce((best, person) => (person.friends > best.friends ? person : best));
}

async function ok(client: Api, method: string, path: string, body?: object): Promise<void> {
  const reply = await client(method, path, body);
  assert.equal(reply.status, 200, `${method} ${path}: ${reply.text}`);
}

async function post(person: Someone, status: string): Promise<string> {
  const reply = await person.api<{ id: string }>('POST', '/api/v1/statuses', { status });
  assert.equal(reply.status, 200, reply.text);
  return reply.body.id;
}

/** In ms since the epoch. */
function mintedAt(id: string): number {
  return Math.floor(Number(id) / PER_MS) + EPOCH;
}
