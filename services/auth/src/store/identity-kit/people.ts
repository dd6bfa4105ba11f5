import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { IdentityFactory } from './setup.ts';
import { ACCOUNT, aPerson, setupFor } from './setup.ts';

export function peopleTests(factory: IdentityFactory): void {
  const store = setupFor(factory);

  test('what one client reserves, the other finds, as it was written', async () => {
    const { one, other } = store();
    const person = aPerson();
    assert.equal(await one.identities.reserve(person), 'reserved');
    const expected = { ...person, account_id: null };
    assert.deepEqual(await other.identities.byId(person.id), expected);
    assert.deepEqual(await other.identities.byUsername(person.username_key), expected);
    assert.deepEqual(await other.identities.byEmail(person.email_key), expected);
    assert.equal(await other.identities.byAccount(1), null);
    assert.equal(await other.identities.byUsername('nobody'), null);
  });

  test('ids and times come back exactly, however large', async () => {
    const { one, other } = store();
    const time = 1_790_000_000_000;
    for (const id of [2 ** 31, 1_782_087_850_745_857, Number.MAX_SAFE_INTEGER - 2]) {
      const person = aPerson({ valid_after: time + 1, reserved_at: time + 3 });
      await one.identities.reserve(person);
      assert.equal(await one.identities.activate(person.id, id), true);
      assert.deepEqual(await other.identities.byAccount(id), { ...person, account_id: id });
      const change = { password_hash: 'new', valid_after: time + 5 };
      assert.equal(await other.identities.setPassword(person.id, time, change), false);
      assert.equal(await other.identities.setPassword(person.id, time + 1, change), true);
      assert.equal((await one.identities.byId(person.id))?.valid_after, time + 5);
    }
  });

  test('a name and an address are given once, and the answer says which of them is taken', async () => {
    const { one, other } = store();
    const person = aPerson();
    assert.equal(await one.identities.reserve(person), 'reserved');
    assert.equal(
      await other.identities.reserve(aPerson({ username_key: person.username_key })),
      'username_taken',
    );
    assert.equal(await other.identities.reserve(aPerson({ email_key: person.email_key })), 'email_taken');
  });

  test('of twenty who want the same name at once, from two clients, one gets it', async () => {
    const { one, other } = store();
    const name = aPerson().username_key;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? one : other).identities.reserve(aPerson({ username_key: name })),
      ),
    );
    assert.equal(results.filter((result) => result === 'reserved').length, 1);
    assert.equal(results.filter((result) => result === 'username_taken').length, 19);
  });

  test('a reservation becomes an identity once, and says so again to whoever repeats it', async () => {
    const { one, other } = store();
    const person = aPerson();
    await one.identities.reserve(person);
    assert.equal(await one.identities.activate(person.id, ACCOUNT), true);
    assert.equal(await other.identities.activate(person.id, ACCOUNT), true);
    assert.equal(
      await other.identities.activate(person.id, ACCOUNT + 1),
      false,
      'it is somebody else by now',
    );
    assert.equal((await other.identities.byAccount(ACCOUNT))?.id, person.id);
    assert.equal(await one.identities.activate('unknown', 103), false);
  });

  test('only a reservation can be given up; after that its name is free', async () => {
    const { one, other } = store();
    const person = aPerson();
    const active = aPerson();
    await one.identities.reserve(person);
    await one.identities.reserve(active);
    await one.identities.activate(active.id, 201);
    assert.equal(await other.identities.release(active.id), false);
    assert.equal(await other.identities.release(person.id), true);
    assert.equal(await one.identities.release(person.id), false);
    assert.equal(await one.identities.reserve(aPerson({ username_key: person.username_key })), 'reserved');
    assert.equal((await one.identities.byAccount(201))?.id, active.id);
  });

  test('activation and release at the same time: exactly one of them happens', async () => {
    const { one, other } = store();
    for (let round = 0; round < 10; round++) {
      const person = aPerson();
      await one.identities.reserve(person);
      const [activated, released] = await Promise.all([
        one.identities.activate(person.id, 300 + round),
        other.identities.release(person.id),
      ]);
      assert.notEqual(activated, released);
      assert.equal((await one.identities.byId(person.id)) !== null, activated);
    }
  });

  test('what a crash left reserved is found by its age, oldest first', async () => {
    const { one, other } = store();
    const times = [30, 10, 20];
    const people = times.map((time) => aPerson({ reserved_at: time }));
    for (const person of people) await one.identities.reserve(person);
    const active = aPerson({ reserved_at: 5 });
    await one.identities.reserve(active);
    await one.identities.activate(active.id, 401);
    const found = await other.identities.reservations(30, 10);
    assert.deepEqual(
      found.map((person) => person.reserved_at),
      [10, 20],
    );
    assert.equal((await other.identities.reservations(31, 1)).length, 1);
  });

  test('password and valid_after change together, and only if nobody was quicker', async () => {
    const { one, other } = store();
    const person = aPerson();
    await one.identities.reserve(person);
    const changes = await Promise.all([
      one.identities.setPassword(person.id, 1000, { password_hash: 'first', valid_after: 2000 }),
      other.identities.setPassword(person.id, 1000, { password_hash: 'second', valid_after: 3000 }),
    ]);
    assert.equal(changes.filter(Boolean).length, 1);
    const now = await one.identities.byId(person.id);
    const expected = changes[0] ? ['first', 2000] : ['second', 3000];
    assert.deepEqual([now?.password_hash, now?.valid_after], expected);
  });

  test('an address can be changed to a free one only, also when two want it at once', async () => {
    const { one, other } = store();
    const [first, second, third] = [aPerson(), aPerson(), aPerson()];
    for (const person of [first, second, third]) await one.identities.reserve(person);
    assert.equal(await one.identities.setEmail(first.id, second.email, second.email_key), 'email_taken');
    const both = await Promise.all([
      one.identities.setEmail(first.id, 'New@x.org', 'new@x.org'),
      other.identities.setEmail(second.id, 'New@x.org', 'new@x.org'),
    ]);
    assert.deepEqual(both.toSorted(), ['changed', 'email_taken']);
    assert.equal((await other.identities.byEmail('new@x.org'))?.email, 'New@x.org');
    assert.equal(
      await one.identities.setEmail(third.id, third.email.toUpperCase(), third.email_key),
      'changed',
    );
  });
}
