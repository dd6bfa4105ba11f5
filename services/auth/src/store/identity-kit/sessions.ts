import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IdentityFactory } from './setup.ts';
import { aSession, setupFor } from './setup.ts';

export function sessionTests(factory: IdentityFactory): void {
  const store = setupFor(factory);

  test('a session is found by its secret, listed newest first, and ended by its owner only', async () => {
    const { one, other } = store();
    const [first, second] = [aSession({ created_at: 1 }), aSession({ created_at: 2 })];
    await one.sessions.add(first);
    await one.sessions.add(second);
    assert.deepEqual(await other.sessions.byHash(first.hash), first);
    assert.deepEqual(await other.sessions.ofAccount(7), [second, first]);
    assert.equal(await other.sessions.remove(8, first.id), false);
    assert.equal(await other.sessions.remove(7, first.id), true);
    assert.equal(await one.sessions.byHash(first.hash), null);
    await other.sessions.touch(second.hash, 3000);
    assert.equal((await one.sessions.byHash(second.hash))?.seen_at, 3000);
  });

  test('ended sessions are forgotten', async () => {
    const { one, other } = store();
    const [over, running] = [aSession({ expires_at: 100 }), aSession({ expires_at: 300 })];
    await one.sessions.add(over);
    await one.sessions.add(running);
    assert.equal(await other.sessions.prune(200), 1);
    assert.equal(await one.sessions.byHash(over.hash), null);
    assert.notEqual(await one.sessions.byHash(running.hash), null);
  });

  test('a new owner link replaces the one before, and of two who claim it one gets it', async () => {
    const { one, other } = store();
    assert.equal(await one.ownerLink.isOpen('first'), false);
    await one.ownerLink.put('first');
    await other.ownerLink.put('second');
    assert.equal(await one.ownerLink.isOpen('first'), false);
    assert.equal(await one.ownerLink.claim('first', 1000, 2000), false);
    const claims = await Promise.all([
      one.ownerLink.claim('second', 1000, 2000),
      other.ownerLink.claim('second', 1000, 2000),
    ]);
    assert.equal(claims.filter(Boolean).length, 1);
  });

  test('a claim ends by itself, by being freed, and with the link', async () => {
    const { one, other } = store();
    await one.ownerLink.put('link');
    assert.equal(await one.ownerLink.claim('link', 1000, 2000), true);
    assert.equal(await other.ownerLink.claim('link', 1999, 3000), false);
    assert.equal(await other.ownerLink.claim('link', 2001, 3000), true);
    await one.ownerLink.free('link');
    assert.equal(await other.ownerLink.claim('link', 2002, 3000), true);
    await one.ownerLink.remove();
    assert.equal(await other.ownerLink.isOpen('link'), false);
    assert.equal(await other.ownerLink.claim('link', 9000, 9999), false);
  });
}
