import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import type { TokenInfo } from '@fanfare/contracts';
import { AppError, isAppError, silentLog } from '@fanfare/kernel';
import type { TokenChecker } from './token-checker.ts';
import { tokenChecker } from './token-checker.ts';
import { rememberToken, revokeToken, SOFT_LIFE } from './token-copy.ts';

const info: TokenInfo = {
  token_id: 't',
  app_id: 'a',
  account_id: 7,
  scopes: ['read'],
  created_at: 0,
  expires_at: null,
};

let now: number;
let asked: number;
/** What auth says; an error: it is away. */
let auth: TokenInfo | null | Error;
/** Resolves when auth may answer. */
let gate: Promise<void>;
let server: ReturnType<typeof memoryServer>;
let cache: ReturnType<typeof memoryCache>;
let checker: TokenChecker;

beforeEach(() => {
  now = 1_000_000;
  asked = 0;
  auth = info;
  gate = Promise.resolve();
  const clock = { now: () => now };
  server = memoryServer({ clock });
  cache = memoryCache(server);
  checker = tokenChecker({
    cache,
    clock,
    log: silentLog,
    async checkToken() {
      asked++;
      await gate;
      if (auth instanceof Error) throw auth;
      return { token: auth };
    },
  });
});

const away = new AppError('engine_away');
const isAway = (error: unknown) => isAppError(error, 'engine_away');
/** Until work behind an answer is done: all of it is microtasks here. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a miss asks auth once, then the copy answers', async () => {
  assert.deepEqual(await checker.check('h'), info);
  assert.deepEqual(await checker.check('h'), info);
  assert.equal(asked, 1);
});

test('requests that miss at the same time share one question', async () => {
  assert.equal((await Promise.all(Array.from({ length: 20 }, () => checker.check('h')))).length, 20);
  assert.equal(asked, 1);
});

test('an unknown token is null and is asked again', async () => {
  auth = null;
  assert.equal(await checker.check('h'), null);
  auth = info;
  assert.deepEqual(await checker.check('h'), info);
});

test('after its soft life a copy is refreshed behind the answer', async () => {
  await checker.check('h');
  now += SOFT_LIFE + 1;
  auth = { ...info, scopes: ['read', 'write'] };
  assert.deepEqual(await checker.check('h'), info);
  await settled();
  assert.deepEqual(await checker.check('h'), auth);
  assert.equal(asked, 2);
});

test('a refresh that finds the token gone ends it', async () => {
  await checker.check('h');
  now += SOFT_LIFE + 1;
  auth = null;
  await checker.check('h');
  await settled();
  assert.equal(await checker.check('h'), null);
});

test('with auth away the copy goes on, and what was never seen is undecidable', async () => {
  await checker.check('h');
  now += SOFT_LIFE + 1;
  auth = away;
  assert.deepEqual(await checker.check('h'), info);
  await settled();
  await assert.rejects(checker.check('other'), isAway);
});

test('with the cache away auth decides; with both away nobody is logged out', async () => {
  await checker.check('h');
  server.reachable = false;
  assert.deepEqual(await checker.check('h'), info);
  assert.equal(asked, 2);
  auth = new Error('no connection');
  await assert.rejects(checker.check('h'), isAway);
});

test('a cache that came back empty logs nobody out', async () => {
  await checker.check('h');
  server.restart();
  assert.deepEqual(await checker.check('h'), info);
});

test('a revoked token is refused at once', async () => {
  await checker.check('h');
  await revokeToken(cache, 'h');
  assert.equal(await checker.check('h'), null);
  assert.equal(asked, 1);
});

test('a tombstone is stronger than a copy written after it', async () => {
  let open: () => void = () => undefined;
  await checker.check('h');
  now += SOFT_LIFE + 1;
  gate = new Promise((resolve) => {
    open = resolve;
  });
  await checker.check('h');
  await revokeToken(cache, 'h');
  open();
  await settled();
  assert.equal(await checker.check('h'), null);
  await rememberToken(cache, 'h', info, { now });
  assert.equal(await checker.check('h'), null);
});

test('an expired token is refused by the copy too', async () => {
  auth = { ...info, expires_at: now + 1000 };
  assert.deepEqual(await checker.check('h'), auth);
  now += 1000;
  assert.equal(await checker.check('h'), null);
});
