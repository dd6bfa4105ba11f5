import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { diskBlob } from '@fanfare/blob/disk';
import { memoryCache, memoryServer } from '@fanfare/cache/memory';
import { copyParser, lookUpToken, tokenChecker } from '@fanfare/http';
import { isAppError, silentLog } from '@fanfare/kernel';
import { folderMail } from '@fanfare/mail/folder';
import { openSqlite } from '@fanfare/sql/sqlite';
import { noMetrics } from '@fanfare/telemetry';
import { ACCESS_LIFE, SWEEP_EVERY } from '../config.ts';
import { hashOf } from '../domain/secrets.ts';
import type { App } from '../store/identity.ts';
import type { TestAuth } from '../testing/start-auth.ts';
import { startAuth } from '../testing/start-auth.ts';
import { registerApp } from './apps.ts';
import { changePassword } from './credentials.ts';
import { refresh } from './refresh.ts';
import { register } from './register.ts';
import { revokeGrant } from './revocations.ts';
import type { Person } from './sign-in.ts';
import { personOf } from './sign-in.ts';
import { revocationJob } from './sweeper.ts';
import { checkToken, issue } from './tokens.ts';

const clockless = memoryServer();
const adapters = {
  openCore: openSqlite,
  cache: () => memoryCache(clockless),
  diskBlob,
  folderMail,
  metrics: noMetrics,
};

let here: TestAuth;
let app: App;
let person: Person;
let count = 0;

before(async () => {
  here = await startAuth(adapters);
  const form = { client_name: 'App', redirect_uris: 'app://back', scopes: 'read write offline_access' };
  app = (await registerApp(here.auth, form)).app;
});
after(() => here.stop());

async function newPerson(): Promise<Person> {
  const username = `person${++count}`;
  const form = { username, email: `${username}@example.org`, password: 'password', agreement: null };
  const id = await register(here.auth, { ...form, role: 'user', displayName: '', note: '' });
  return personOf(here.auth, id);
}

/** A grant with a refresh token. */
async function offline() {
  const { access_token: access, refresh_token: refreshToken = '' } = await issue(here.auth, {
    appId: app.id,
    person,
    scopes: ['read', 'offline_access'],
  });
  return { access, refreshToken };
}

const works = async (token: string) => (await checkToken(here.auth, hashOf(token))) !== null;
const live = (token: string) => lookUpToken(here.auth.cache, hashOf(token), copyParser());
const trade = (token: string) => refresh(here.auth, app, token);

suite('refresh tokens', () => {
  before(async () => {
    person = await newPerson();
  });

  test('come with an access token of 15 minutes, and are traded for a new pair', async () => {
    const first = await offline();
    const second = await trade(first.refreshToken);
    assert.equal(second?.expires_in, ACCESS_LIFE / 1000);
    assert.notEqual(second?.access_token, first.access);
    assert.ok(await works(second?.access_token ?? ''));
    assert.ok(await works(first.access), 'the one before lives to its own end');
    here.clock.advance(ACCESS_LIFE);
    assert.equal(await works(second?.access_token ?? ''), false);
    const third = await trade(second?.refresh_token ?? '');
    assert.ok(await works(third?.access_token ?? ''));
  });

  test('traded again after a lost answer give the same pair, until that is used', async () => {
    const first = await offline();
    const answers = await Promise.all(Array.from({ length: 5 }, () => trade(first.refreshToken)));
    assert.equal(new Set(answers.map((answer) => answer?.access_token)).size, 1);
    assert.equal(new Set(answers.map((answer) => answer?.refresh_token)).size, 1);
    here.clock.advance(ACCESS_LIFE + 1);
    const late = await trade(first.refreshToken);
    assert.equal(late?.access_token, answers[0]?.access_token);
    assert.ok(await works(late?.access_token ?? ''), 'it lives anew');
  });

  test('are spent once the new access token was used; a second use then ends the whole grant', async () => {
    const first = await offline();
    const second = await trade(first.refreshToken);
    assert.ok(await works(second?.access_token ?? ''));
    assert.equal(await trade(first.refreshToken), null);
    assert.equal(await works(second?.access_token ?? ''), false);
    assert.equal(await trade(second?.refresh_token ?? ''), null);
  });

  test('are spent once the new refresh token was used, and older ones are known as reuse too', async () => {
    for (const uses of [1, 2, 3]) {
      const first = await offline();
      let newest = first.refreshToken;
      for (let use = 0; use < uses + 1; use++) newest = (await trade(newest))?.refresh_token ?? '';
      assert.equal(await trade(first.refreshToken), null);
      assert.equal(await trade(newest), null, 'the grant is gone');
    }
  });

  test('first use through a service is seen by auth, because a traded token has no live copy yet', async () => {
    const { cache, clock } = here.auth;
    const checker = tokenChecker({ cache, checkToken: here.provided.checkToken, clock, log: silentLog });
    const first = await offline();
    assert.notEqual(await live(first.access), null);
    const second = await trade(first.refreshToken);
    assert.equal(await live(second?.access_token ?? ''), null);
    assert.equal((await checker.check(hashOf(second?.access_token ?? '')))?.account_id, person.account_id);
    assert.equal(await trade(first.refreshToken), null);
  });

  test('belong to their application, and unknown ones do nothing', async () => {
    const other = await registerApp(here.auth, { client_name: 'Other', redirect_uris: 'other://back' });
    const first = await offline();
    assert.equal(await refresh(here.auth, other.app, first.refreshToken), null);
    assert.equal(await trade('nonsense'), null);
    assert.ok(await trade(first.refreshToken), 'the attempt of another did not end it');
  });

  test('a third access token within a quarter of an hour takes the first one back', async () => {
    const first = await offline();
    const second = await trade(first.refreshToken);
    await trade(second?.refresh_token ?? '');
    assert.equal(await works(first.access), false);
    assert.equal(await live(first.access), 'revoked');
  });
});

suite('tokens that are taken back', () => {
  before(async () => {
    person = await newPerson();
  });
  const token = async () =>
    (await issue(here.auth, { appId: app.id, person, scopes: ['read'] })).access_token;
  const grantOf = async (access: string) => {
    const grant = await here.auth.identity.grants.byAccess(hashOf(access));
    assert.ok(grant);
    return grant;
  };

  test('live until revoked, and are then refused by the copy and by auth', async () => {
    const access = await token();
    assert.equal((await live(access)) === 'revoked', false);
    await revokeGrant(here.auth, await grantOf(access));
    assert.equal(await live(access), 'revoked');
    assert.equal(await works(access), false);
  });

  test('while the cache is away are refused as soon as it is back, and after it lost everything', async () => {
    const job = revocationJob(here.auth);
    await job();
    const access = await token();
    const grant = await grantOf(access);
    clockless.reachable = false;
    await revokeGrant(here.auth, grant);
    await assert.rejects(job(), (error) => isAppError(error, 'engine_away'));
    clockless.reachable = true;
    assert.notEqual(await live(access), 'revoked', 'nobody could be told yet');
    await job();
    assert.equal(await live(access), 'revoked');
    clockless.restart();
    assert.equal(await live(access), null);
    await job();
    assert.equal(await live(access), 'revoked');
  });

  test('noted by a process that died before it told anybody are told by another', async () => {
    const access = await token();
    const grant = await grantOf(access);
    await here.auth.identity.grants.revocations.add(hashOf(access), here.clock.now());
    await here.auth.identity.grants.revoke(grant.id, here.clock.now());
    here.clock.advance(SWEEP_EVERY);
    await revocationJob(here.auth)();
    assert.equal(await live(access), 'revoked');
  });

  test('noted, but never carried out, stay good', async () => {
    const access = await token();
    await here.auth.identity.grants.revocations.add(hashOf(access), here.clock.now());
    const job = revocationJob(here.auth);
    await job();
    here.clock.advance(2 * SWEEP_EVERY);
    await job();
    assert.notEqual(await live(access), 'revoked');
    assert.ok(await works(access));
    assert.deepEqual(await here.auth.identity.grants.revocations.pending(0, 'other', 100).then(hashes), []);
    function hashes(all: readonly { hash: string }[]) {
      return all.filter(({ hash }) => hash === hashOf(access));
    }
  });

  test('a new password refuses all tokens made under the old one, and only those', async () => {
    const [before1, before2] = [await token(), await token()];
    const bystander = await newPerson();
    const theirs = (await issue(here.auth, { appId: app.id, person: bystander, scopes: ['read'] }))
      .access_token;
    const stale = person;
    person = await changePassword(here.auth, person, 'a new password');
    const afterwards = await token();
    const late = (await issue(here.auth, { appId: app.id, person: stale, scopes: ['read'] })).access_token;
    for (const access of [before1, before2]) {
      assert.equal(await live(access), 'revoked');
      assert.equal(await works(access), false);
    }
    assert.ok(await works(afterwards));
    assert.ok(await works(theirs));
    assert.equal(await works(late), false, 'made under the old password, though later');
    assert.equal(await live(late), null, 'and never got a live copy');
    await assert.rejects(changePassword(here.auth, stale, 'third password'), (error) =>
      isAppError(error, 'conflict'),
    );
  });
});
