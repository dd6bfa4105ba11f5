import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { add, names } from '../kit/units.ts';
import { migrate } from '../migrate.ts';
import { withSqlite } from './file.test-support.ts';
import { sentinel } from './sentinel.ts';

test('a strict unit that awaits a timer fails alone, and its later queries do nothing', () =>
  withSqlite(async ({ database }) => {
    let late: Promise<unknown> = Promise.resolve();
    const before = add(database, 1);
    const slow = database.unit(async ({ db }) => {
      await db.insertInto('kit_items').values({ id: 2, name: 'item 2', value: 0 }).execute();
      late = wait(1).then(() =>
        db.insertInto('kit_items').values({ id: 3, name: 'item 3', value: 0 }).execute(),
      );
      late.catch(() => undefined);
      await late;
    });
    const after = add(database, 4);
    await assert.rejects(slow, /awaited something other than its own queries/);
    await Promise.all([before, after]);
    await assert.rejects(late, /awaited something other/);
    assert.deepEqual(await names(database), ['item 1', 'item 4']);
  }));

test('a strict unit is caught also when what it awaits is due at once', () =>
  withSqlite(async ({ database }) => {
    const sly = database.unit(async () => {
      const due = wait(1);
      for (const end = performance.now() + 3; performance.now() < end; );
      await due;
    });
    await assert.rejects(sly, /awaited something other/);
  }));

test('a unit inside a unit is refused, not waited for', () =>
  withSqlite(async ({ database }) => {
    let inner: Promise<unknown> = Promise.resolve();
    const outer = database.unit(async () => {
      inner = add(database, 1);
      await inner;
    });
    await assert.rejects(outer, /awaited something other/);
    await inner;
  }));

test('a unit that hangs is ended after a while where strictness is off', async (context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const ended: Error[] = [];
  const guarded = sentinel(false)(new Promise(() => undefined), (error) => ended.push(error));
  context.mock.timers.tick(5_000);
  await assert.rejects(guarded, /awaited something other/);
  assert.equal(ended.length, 1);
});

test('queries of a unit that is over are refused', () =>
  withSqlite(async ({ database }) => {
    const leaked = await database.unit(async ({ db }) => ({ db }));
    await assert.rejects(leaked.db.selectFrom('kit_items').selectAll().execute(), /is over/);
    const snapshot = await database.snapshot(async (db) => ({ db }));
    await assert.rejects(snapshot.db.selectFrom('kit_items').selectAll().execute(), /is over/);
  }));

test('reading connections cannot write, and nobody begins a transaction of their own', () =>
  withSqlite(async ({ database }) => {
    const row = { id: 1, name: 'item 1', value: 0 };
    await assert.rejects(database.read.insertInto('kit_items').values(row).execute(), /readonly/);
    await assert.rejects(
      database.snapshot((db) => db.insertInto('kit_items').values(row).execute()),
      /readonly/,
    );
    await assert.rejects(
      database.read.transaction().execute(async () => undefined),
      /Database\.unit/,
    );
  }));

test('more snapshots than connections wait for each other', () =>
  withSqlite(async ({ database }) => {
    await add(database, 1);
    const counts = await Promise.all(
      Array.from({ length: 12 }, () =>
        database.snapshot(async (db) => {
          await wait(1);
          return (await db.selectFrom('kit_items').select('id').execute()).length;
        }),
      ),
    );
    assert.deepEqual(
      counts,
      Array.from({ length: 12 }, () => 1),
    );
  }));

test('the notification database shares the file with tables, numbers and events of its own', () =>
  withSqlite(async ({ database, engine }) => {
    const notification = engine.database('notification');
    await migrate(notification, []);
    await Promise.all([
      database.unit(async (unit) => unit.emit('heartbeat', { node: 1, beat: 1 })),
      notification.unit(async (unit) => unit.emit('heartbeat', { node: 1, beat: 2 })),
    ]);
    const bodies = await Promise.all(
      [database, notification].map(async ({ outbox }) => {
        const ends = (await outbox.heads()).filter((one) => one.head > 0);
        assert.deepEqual(
          ends.map((one) => one.head),
          [1],
        );
        const rows = await outbox.rows(ends[0]?.bucket ?? 0, 0, 10);
        return rows.map((row) => JSON.parse(row.body).id.replace(/\d+/, 'bucket'));
      }),
    );
    assert.deepEqual(bodies, [['core-bucket-1'], ['notification-bucket-1']]);
    await assert.rejects(
      notification.unit(async (unit) => unit.raise(1)),
      /notification_view_version/,
    );
  }));
