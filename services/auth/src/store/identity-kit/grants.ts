import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newName } from '../../domain/secrets.ts';
import type { FirstTokens, NextTokens } from '../identity-grants.ts';
import type { IdentityFactory } from './setup.ts';
import { aGrant, anApp, setupFor } from './setup.ts';

const firstTokens = (over: Partial<FirstTokens> = {}): FirstTokens => ({
  access_hash: newName(),
  access_created_at: 2000,
  access_expires_at: 9000,
  family_hash: newName(),
  refresh_hash: newName(),
  rotation_key: 'key',
  ...over,
});

export function grantTests(factory: IdentityFactory): void {
  const store = setupFor(factory);

  test('an app is found by its id, alone and among others, lists intact', async () => {
    const { one, other } = store();
    const apps = [anApp(), anApp({ website: 'https://app.example' })];
    for (const app of apps) assert.equal(await one.apps.add(app), true);
    assert.deepEqual(await other.apps.byId(apps[0]?.id ?? ''), apps[0]);
    const found = await other.apps.byIds([apps[1]?.id ?? '', 'unknown', apps[0]?.id ?? '']);
    assert.deepEqual(new Set(found.map((app) => app.id)), new Set(apps.map((app) => app.id)));
    assert.deepEqual(await other.apps.byIds([]), []);
    assert.equal(await other.apps.byId('unknown'), null);
  });

  test('an app that exists is left as it is', async () => {
    const { one, other } = store();
    const app = anApp();
    await one.apps.add(app);
    assert.equal(await other.apps.add({ ...app, name: 'Another name' }), false);
    assert.equal((await one.apps.byId(app.id))?.name, app.name);
  });

  test('a grant is found by its code, and after redeeming by its tokens', async () => {
    const { one, other } = store();
    const grant = aGrant({
      code_hash: newName(),
      code_expires_at: 5000,
      redirect_uri: 'app://x',
      code_challenge: 'c',
    });
    await one.grants.add(grant);
    assert.deepEqual(await other.grants.byCode(grant.code_hash ?? ''), grant);
    const tokens = firstTokens();
    assert.equal(await other.grants.redeem(grant.id, tokens), true);
    const redeemed = { ...grant, ...tokens };
    assert.deepEqual(await one.grants.byAccess(tokens.access_hash ?? ''), redeemed);
    assert.deepEqual(await one.grants.byFamily(tokens.family_hash ?? ''), redeemed);
    assert.deepEqual(await one.grants.byCode(grant.code_hash ?? ''), redeemed, 'a used code stays known');
    assert.equal(await one.grants.byAccess('unknown'), null);
  });

  test('grants without codes and refresh tokens stand beside each other', async () => {
    const { one } = store();
    for (let index = 0; index < 3; index++) await one.grants.add(aGrant({ access_hash: newName() }));
  });

  test('a code is redeemed once, however many try at the same time', async () => {
    const { one, other } = store();
    const grant = aGrant({ code_hash: newName(), code_expires_at: 5000 });
    await one.grants.add(grant);
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? one : other).grants.redeem(grant.id, firstTokens()),
      ),
    );
    assert.equal(tries.filter(Boolean).length, 1);
  });

  test('a refresh token is traded once; the access token before it is still found', async () => {
    const { one, other } = store();
    const tokens = firstTokens();
    const grant = aGrant(tokens);
    await one.grants.add(grant);
    const next = (): NextTokens => ({
      access_hash: newName(),
      access_created_at: 3000,
      access_expires_at: 9500,
      previous_access_hash: tokens.access_hash,
      previous_access_expires_at: tokens.access_expires_at,
      refresh_hash: newName(),
      previous_refresh_hash: tokens.refresh_hash,
    });
    const candidates = Array.from({ length: 6 }, next);
    const tries = await Promise.all(
      candidates.map((candidate, index) =>
        (index % 2 ? one : other).grants.rotate(grant.id, tokens.refresh_hash ?? '', candidate),
      ),
    );
    assert.equal(tries.filter(Boolean).length, 1);
    const won = candidates[tries.indexOf(true)];
    const now = await other.grants.byAccess(tokens.access_hash ?? '');
    assert.equal(now?.access_hash, won?.access_hash);
    assert.equal(now?.confirmed, 0);
  });

  test('only the newest access token confirms and is prolonged', async () => {
    const { one, other } = store();
    const grant = aGrant({
      ...firstTokens(),
      previous_access_hash: newName(),
      previous_access_expires_at: 8000,
    });
    await one.grants.add(grant);
    await other.grants.confirm(grant.id, grant.previous_access_hash ?? '');
    assert.equal((await one.grants.byAccess(grant.access_hash ?? ''))?.confirmed, 0);
    await other.grants.confirm(grant.id, grant.access_hash ?? '');
    assert.equal((await one.grants.byAccess(grant.access_hash ?? ''))?.confirmed, 1);
    assert.equal(await one.grants.prolong(grant.id, grant.previous_access_hash ?? '', 9999), false);
    assert.equal(await one.grants.prolong(grant.id, grant.access_hash ?? '', 9999), true);
    assert.equal((await other.grants.byFamily(grant.family_hash ?? ''))?.access_expires_at, 9999);
  });

  test('a revoked grant does nothing more and is no longer listed', async () => {
    const { one, other } = store();
    const grants = [aGrant({ account_id: 70, created_at: 1 }), aGrant({ account_id: 70, created_at: 2 })];
    for (const grant of grants) await one.grants.add(grant);
    assert.deepEqual(
      (await other.grants.ofAccount(70)).map((grant) => grant.created_at),
      [2, 1],
    );
    const id = grants[0]?.id ?? '';
    assert.equal(await one.grants.revoke(id, 4000), true);
    assert.equal(await other.grants.revoke(id, 5000), false);
    assert.equal(await other.grants.redeem(id, firstTokens()), false);
    assert.deepEqual(
      (await one.grants.ofAccount(70)).map((grant) => grant.id),
      [grants[1]?.id],
    );
  });

  test('revoking and trading at the same time: never both with a living grant', async () => {
    const { one, other } = store();
    for (let round = 0; round < 10; round++) {
      const grant = aGrant({ code_hash: newName(), code_expires_at: 5000 });
      await one.grants.add(grant);
      await Promise.all([one.grants.redeem(grant.id, firstTokens()), other.grants.revoke(grant.id, 4000)]);
      assert.equal((await one.grants.byCode(grant.code_hash ?? ''))?.revoked_at, 4000);
    }
  });

  test('old revoked grants and codes that nobody used are forgotten, all others stay', async () => {
    const { one, other } = store();
    const old = aGrant({ access_hash: newName(), revoked_at: 100 });
    const unused = aGrant({ code_hash: newName(), code_expires_at: 100 });
    const used = aGrant({ code_hash: newName(), code_expires_at: 100, access_hash: newName() });
    const late = aGrant({ access_hash: newName(), revoked_at: 300 });
    for (const grant of [old, unused, used, late]) await one.grants.add(grant);
    assert.equal(await other.grants.prune(200), 2);
    assert.equal(await one.grants.byCode(unused.code_hash ?? ''), null);
    assert.equal(await one.grants.byAccess(old.access_hash ?? ''), null);
    assert.notEqual(await one.grants.byCode(used.code_hash ?? ''), null);
    assert.notEqual(await one.grants.byAccess(late.access_hash ?? ''), null);
  });
}
