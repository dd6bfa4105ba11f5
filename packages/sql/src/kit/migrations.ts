import assert from 'node:assert/strict';
import { isAppError, StartError, silentLog, timeOf } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import { migrate } from '../migrate.ts';
import type { Migration, MigrationSet } from '../port.ts';
import { beginEpoch, restoreEpoch } from '../system/meta.ts';
import type { Case } from './harness.ts';
import { range } from './harness.ts';
import { kitMigrations } from './site.ts';

export function migrationCases(check: Case): void {
  check('each migration runs once, in order, also when clients start at once', async ({ site, keep }) => {
    const clients = await Promise.all(range(3).map(async () => keep(await site.open())));
    const ran: string[] = [];
    const sets = [kitMigrations, set('later', [step('0001-a', ran), step('0002-b', ran)])];
    const reported = await Promise.all(clients.map((database) => migrate(database, sets)));
    const expected = [
      'system/0001-system',
      'system/0002-relay',
      'kit/0001-items',
      'later/0001-a',
      'later/0002-b',
    ];
    assert.deepEqual(reported.flat(), expected);
    assert.deepEqual(ran, ['0001-a', '0002-b']);
    const more = [...sets, set('later still', [step('0001-c', ran)])];
    assert.deepEqual(await migrate(keep(await site.open()), more), ['later still/0001-c']);
  });

  check('a database that a newer version has added to is served, and that is said', async ({ open }) => {
    const database = await open();
    const ran: string[] = [];
    const first = set('later', [step('0001-a', ran)]);
    await migrate(database, [set('later', [...first.migrations, step('0002-from-the-future', ran)])]);
    const told: Record<string, unknown>[] = [];
    const log = { ...silentLog, warn: (fields: Record<string, unknown>) => void told.push(fields) };
    assert.deepEqual(await migrate(database, [first, set('another', [step('0001-x', ran)])], { log }), [
      'another/0001-x',
    ]);
    assert.deepEqual(told, [{ migrations: ['later/0002-from-the-future'] }]);
    assert.deepEqual(await migrate(database, [first], { log: silentLog }), []);
  });

  check('a version that the tables are too new for is refused, and touches nothing', async ({ open }) => {
    const database = await open();
    const ran: string[] = [];
    const first = set('later', [step('0001-a', ran)]);
    const contracted = set('later', [
      ...first.migrations,
      { ...step('0002-b', ran), oldest: '0.9.0' },
      { ...step('0003-c', ran), oldest: '0.10.0' },
      { ...step('0004-d', ran), oldest: '0.2.0' },
    ]);
    await migrate(database, [contracted], { version: '0.10.1' });
    const another = set('another', [step('0001-x', ran)]);
    await assert.rejects(migrate(database, [first, another], { version: '0.9.9' }), (error: Error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /needs Fanfare 0\.10\.0 or newer, and this is 0\.9\.9/);
      return true;
    });
    assert.deepEqual(ran, ['0001-a', '0002-b', '0003-c', '0004-d']);
    assert.deepEqual(await migrate(database, [first, another], { version: '0.10.0' }), ['another/0001-x']);
  });

  check('a migration that was cut off runs again, and what it had done is no hindrance', async ({ open }) => {
    const database = await open();
    let fails = true;
    const half: Migration = {
      name: '0001-half',
      async up(db, schema) {
        const options = { primaryKey: ['id'], unique: { kit_half_name: ['name'] } };
        await schema.createTable('kit_half', { id: { type: 'id' }, name: { type: 'key' } }, options);
        await schema.createIndex('kit_half_both', 'kit_half', ['name', 'id']);
        await schema.addColumn('kit_half', 'later', { type: 'integer', nullable: true });
        if (fails) throw new Error('cut off');
        const tables = db as Kysely<{ kit_half: { id: number; name: string } }>;
        await tables.insertInto('kit_half').values({ id: 1, name: 'whole' }).execute();
      },
    };
    await assert.rejects(migrate(database, [set('later', [half])]), /cut off/);
    fails = false;
    assert.deepEqual(await migrate(database, [set('later', [half])]), ['later/0001-half']);
    assert.deepEqual(await migrate(database, [set('later', [half])]), []);
  });

  check(
    'a column that comes later is empty, or has its default, in the rows that were there',
    async ({ open }) => {
      const database = await open();
      const table: Migration = {
        name: '0001-table',
        async up(db, schema) {
          await schema.createTable('kit_grown', { id: { type: 'id' } }, { primaryKey: ['id'] });
          await (db as Kysely<{ kit_grown: { id: number } }>)
            .insertInto('kit_grown')
            .values({ id: 1 })
            .execute();
        },
      };
      const later: Migration = {
        name: '0002-later',
        async up(_db, schema) {
          await schema.addColumn('kit_grown', 'at', { type: 'integer', nullable: true });
          await schema.addColumn('kit_grown', 'how', { type: 'key', default: "it's" });
        },
      };
      await migrate(database, [set('grown', [table])]);
      assert.deepEqual(await migrate(database, [set('grown', [table, later])]), ['grown/0002-later']);
      const grown = database.read as unknown as Kysely<{
        kit_grown: { id: number; at: number | null; how: string };
      }>;
      assert.deepEqual(await grown.selectFrom('kit_grown').selectAll().execute(), [
        { id: 1, at: null, how: "it's" },
      ]);
    },
  );

  check(
    'a table that somebody reads for long is changed later, and keeps nobody else waiting',
    async ({ site, keep }) => {
      // A file is read past whoever changes it.
      if (site.port === undefined) return;
      const [reader, writer, changer] = [
        keep(await site.open()),
        keep(await site.open()),
        keep(await site.open()),
      ];
      await migrate(reader, [kitMigrations]);
      const read = Promise.withResolvers<void>();
      const enough = Promise.withResolvers<void>();
      const reading = reader.snapshot(async (db) => {
        await db.selectFrom('kit_items').selectAll().execute();
        read.resolve();
        await enough.promise;
      });
      await read.promise;
      const column: Migration = {
        name: '0001-column',
        up: (_db, schema) => schema.addColumn('kit_items', 'later', { type: 'integer', default: 7 }),
      };
      const changing = migrate(changer, [kitMigrations, set('later', [column])]);
      // Until one has met the change that waits: it is done all the same.
      for (let waited = 0, id = 1; waited < 500; id += 1) {
        const began = performance.now();
        const row = { id, name: `kit ${id}`, value: 0 };
        await writer.unit((unit) => unit.db.insertInto('kit_items').values(row).execute());
        waited = performance.now() - began;
      }
      enough.resolve();
      await reading;
      assert.deepEqual(await changing, ['later/0001-column']);
      const rows = writer.read as unknown as Kysely<{ kit_items: { later: number } }>;
      const [first] = await rows.selectFrom('kit_items').select('later').execute();
      assert.equal(first?.later, 7);
    },
  );

  check('a restore begins an epoch that no other database has', async ({ open }) => {
    let now = Date.now();
    const database = await open({ clock: { now: () => now } });
    const first = await restoreEpoch(database);
    now += 5000;
    const second = await database.unit((unit) => beginEpoch(unit));
    assert.notEqual(second, first);
    assert.equal(await restoreEpoch(database), second);
  });
}

export function idCases(check: Case): void {
  check('two clients never mint the same id', async ({ open }) => {
    const clients = [await open(), await open()] as const;
    const minted = await Promise.all(
      range(40).map((at) =>
        clients[at % 2 === 0 ? 0 : 1].unit(async (unit) => range(100).map(() => unit.id())),
      ),
    );
    assert.equal(new Set(minted.flat()).size, 4000);
  });

  check('a burst of ids waits for the clock and keeps its order', async ({ open }) => {
    const database = await open();
    const ids = await database.unit(async (unit) => range(4000).map(() => unit.id()));
    assert.ok(ids.every((id, at) => at === 0 || id > (ids[at - 1] ?? 0)));
    assert.ok(timeOf(ids.at(-1) ?? 0) - Date.now() <= 50);
  });

  check('a clock that goes back is refused until it is right again', async ({ open }) => {
    let now = 1_700_000_000_000;
    const database = await open({ clock: { now: () => now } });
    const mint = () => database.unit(async (unit) => unit.id());
    const first = await mint();
    now -= 51;
    await assert.rejects(mint(), (error) => isAppError(error, 'clock_skew'));
    now += 52;
    assert.ok((await mint()) > first);
  });

  check('no id is minted from two thirds of the lease on, until it is renewed', async ({ open }) => {
    let now = 1_700_000_000_000;
    const database = await open({ clock: { now: () => now }, leaseTtl: 60_000 });
    const first = await database.unit(async (unit) => unit.id());
    const late = database.unit(async (unit) => {
      now += 40_000;
      return unit.id();
    });
    await assert.rejects(late, (error) => isAppError(error, 'engine_away'));
    const renewed = await database.unit(async (unit) => unit.id());
    assert.equal(nodeOf(renewed), nodeOf(first));
    now += 61_000;
    const other = await open({ clock: { now: () => now }, leaseTtl: 60_000 });
    assert.equal(nodeOf(await other.unit(async (unit) => unit.id())), nodeOf(first));
    assert.notEqual(nodeOf(await database.unit(async (unit) => unit.id())), nodeOf(first));
  });
}

function nodeOf(id: number): number {
  return Math.floor(id / 32) % 256;
}

function set(owner: string, migrations: Migration[]): MigrationSet {
  return { owner, migrations };
}

function step(name: string, ran: string[]): Migration {
  return {
    name,
    async up() {
      ran.push(name);
    },
  };
}
