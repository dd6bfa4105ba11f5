import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IdentityFactory } from './setup.ts';
import { ACCOUNT, aSession, setupFor } from './setup.ts';

export function sessionTests(factory: IdentityFactory): void {
  const store = setupFor(factory);

  test('a session is found by its secret, listed newest first, and ended by its owner only', async () => {
    const { one, other } = store();
    const [first, second] = [aSession({ created_at: 1 }), aSession({ created_at: 2 })];
    await one.sessions.add(first);
    await one.sessions.add(second);
    assert.deepEqual(await other.sessions.byHash(first.hash), first);
    assert.deepEqual(await other.sessions.ofAccount(ACCOUNT), [second, first]);
    assert.equal(await other.sessions.remove(8, first.id), false);
    assert.equal(await other.sessions.remove(ACCOUNT, first.id), true);
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

  test('every owner link is open until all are closed; too many push out the oldest', async () => {
    const { one, other } = store();
    assert.equal(await one.ownerLinks.isOpen('first'), false);
    await one.ownerLinks.put('first', 1000, 2);
    await other.ownerLinks.put('second', 2000, 2);
    assert.equal(await other.ownerLinks.isOpen('first'), true);
    assert.equal(await one.ownerLinks.isOpen('second'), true);
    await one.ownerLinks.put('third', 3000, 2);
    assert.equal(await other.ownerLinks.isOpen('first'), false);
    assert.equal(await other.ownerLinks.isOpen('second'), true);
    await other.ownerLinks.removeAll();
    assert.equal(await one.ownerLinks.isOpen('second'), false);
    assert.equal(await one.ownerLinks.isOpen('third'), false);
  });
}
