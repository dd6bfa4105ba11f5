import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { isAppError } from '@fanfare/kernel';
import { sql } from 'kysely';
import { range } from '../kit/harness.ts';
import { add, names } from '../kit/units.ts';
import type { Opened } from './file.test-support.ts';
import { withSqlite } from './file.test-support.ts';

/** With a clock that stands still no group is cut short because the machine is slow. */
function withGroups(run: (opened: Opened) => Promise<void>): Promise<void> {
  return withSqlite(run, { clock: { now: () => 1_800_000_000_000 } });
}

test('the units of one turn share one transaction', () =>
  withGroups(async ({ database, file }) => {
    const outside = new DatabaseSync(file);
    const version = () => outside.prepare('PRAGMA data_version').get()?.data_version;
    const commits: unknown[] = [version()];
    await Promise.all(
      range(40).map(async (id) => {
        await add(database, id + 1);
        if (commits.at(-1) !== version()) commits.push(version());
      }),
    );
    outside.close();
    assert.equal(commits.length, 2);
  }));

test('a commit that fails fails all its units, with its own cause, and the next ones succeed', () =>
  withGroups(async ({ database }) => {
    // A deferred foreign key is checked at COMMIT only.
    await database.migration(async (db) => {
      await sql`create table orphans (parent integer references kit_items (id) deferrable initially deferred)`.execute(
        db,
      );
    });
    const orphan = database.unit(
      async ({ db }) => void (await sql`insert into orphans values (77)`.execute(db)),
    );
    const refusing = database.unit(async () => Promise.reject(new Error('its own reason')));
    const group = await Promise.allSettled([add(database, 1), orphan, refusing, add(database, 2)]);
    for (const outcome of group) {
      assert.equal(outcome.status, 'rejected');
      assert.match(String(outcome.reason), /FOREIGN KEY/);
    }
    assert.equal((await database.health()).ok, false);
    assert.deepEqual(await names(database), []);
    await add(database, 1);
    assert.deepEqual(await database.health(), { ok: true });
    assert.deepEqual(await names(database), ['item 1']);
  }));

test('when the whole transaction ends inside a unit, all of its group fail and the rest goes on', () =>
  withGroups(async ({ database }) => {
    const before = add(database, 1);
    const ending = database.unit(async ({ db }) => void (await sql`rollback`.execute(db)));
    const after = add(database, 2);
    const outcomes = await Promise.allSettled([before, ending, after]);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.status),
      ['rejected', 'rejected', 'fulfilled'],
    );
    assert.deepEqual(await names(database), ['item 2']);
  }));

test('reads come between the groups of a long queue', () =>
  withGroups(async ({ database }) => {
    let done = 0;
    const writing = Promise.all(range(1000).map((id) => add(database, id + 1).then(() => done++)));
    let seen = 0;
    while (seen === 0) {
      await turn();
      seen = (await names(database)).length;
    }
    assert.ok(seen < 1000, `${seen} units before the first read`);
    await writing;
    assert.equal(done, 1000);
  }));

test('people first, then fan-out, then bulk', () =>
  withGroups(async ({ database }) => {
    const order: string[] = [];
    const run = (lane: 'people' | 'fanout' | 'bulk', count: number) =>
      range(count).map(() => database.unit(async () => void order.push(lane), { lane }));
    await Promise.all([...run('bulk', 10), ...run('fanout', 3), ...run('people', 3)]);
    assert.deepEqual(order.slice(0, 6), ['people', 'people', 'people', 'fanout', 'fanout', 'fanout']);
    assert.equal(order.length, 16);
  }));

test('a unit waits for another program that holds the file; reads do not', () =>
  withSqlite(async ({ database, file }) => {
    await add(database, 1);
    const outside = new DatabaseSync(file);
    outside.exec('BEGIN IMMEDIATE');
    let answered = false;
    const waiting = add(database, 2).then(() => {
      answered = true;
    });
    for (const _ of range(5)) await turn();
    assert.deepEqual(await names(database), ['item 1']);
    assert.equal(answered, false);
    outside.exec('COMMIT');
    outside.close();
    await waiting;
    assert.deepEqual(await names(database), ['item 1', 'item 2']);
  }));

test('another program that writes is noticed, own writes are not', async () => {
  let noticed = 0;
  await withSqlite(
    async ({ database, file }) => {
      await add(database, 1);
      await add(database, 2);
      assert.equal(noticed, 0);
      const outside = new DatabaseSync(file);
      outside.exec(`insert into kit_items values (3, 'item 3', 0, null)`);
      outside.close();
      await add(database, 4);
      assert.equal(noticed, 1);
    },
    { onForeignWrite: () => noticed++ },
  );
});

test('closing answers what was accepted and refuses what comes later', () =>
  withSqlite(async ({ database, engine }) => {
    await add(database, 1);
    const accepted = Promise.all(range(100).map((id) => add(database, id + 2)));
    const closed = engine.close();
    await assert.rejects(add(database, 500), (error) => isAppError(error, 'shutting_down'));
    assert.equal((await accepted).length, 100);
    await closed;
  }));
