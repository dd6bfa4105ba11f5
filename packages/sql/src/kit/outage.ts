/** An engine that ends and comes back, under load: for adapters of servers, on a server of their own. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { isAppError } from '@fanfare/kernel';
import { migrate } from '../migrate.ts';
import { range } from './harness.ts';
import type { KitClient, KitDatabase } from './site.ts';
import { kitMigrations } from './site.ts';

export interface OutageSite {
  open(): Promise<KitClient>;
  /** SIGKILL, and in order. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  cleanup(): Promise<void>;
}

const WRITERS = 6;
/** No call may take longer, in ms, on a slow machine. */
const LONGEST = 12_000;

/** Registers the tests with node:test; one server for all of them. */
export function outageCases(name: string, prepare: () => Promise<OutageSite>): void {
  test(`${name}: an engine that is killed or stopped under load loses nothing, hangs nobody, and is used again`, async () => {
    const site = await prepare();
    const clients: KitClient[] = [];
    try {
      clients.push(await site.open(), await site.open());
      const [one, other] = clients.map((client) => client.database) as [KitDatabase, KitDatabase];
      await migrate(one, [kitMigrations]);
      const load = writing([one, other]);
      for (const end of [site.kill, site.stop, site.kill]) {
        await load.progress(15);
        await end();
        await isAway(one);
        await site.start();
        await load.progress(15);
      }
      const { answered, doubtful, longest } = await load.stop();
      assert.ok(longest < LONGEST, `a call took ${longest} ms`);
      await whole(one, answered, doubtful);
      assert.equal((await other.health()).ok, true);
    } finally {
      for (const client of clients) await client.close();
      await site.cleanup();
    }
  });
}

/** Several units at once, without a pause, whatever becomes of them. */
function writing(databases: readonly KitDatabase[]) {
  const answered: number[] = [];
  /** How many through each client: one may find the engine again before the other. */
  const through = databases.map(() => 0);
  const doubtful = new Set<number>();
  let over = false;
  let longest = 0;
  const writers = range(WRITERS).map(async (lane) => {
    for (let id = lane + 1; !over; id += WRITERS) {
      const began = performance.now();
      try {
        const which = id % databases.length;
        await write(databases[which] as KitDatabase, id);
        answered.push(id);
        through[which] = (through[which] ?? 0) + 1;
      } catch (error) {
        assert.ok(isAppError(error, 'engine_away'), String(error));
        doubtful.add(id);
        // It fails at once while the engine is known to be away.
        await wait(20);
      }
      longest = Math.max(longest, performance.now() - began);
    }
  });
  return {
    /** Through each client. */
    async progress(count: number): Promise<void> {
      const until = through.map((before) => before + count);
      while (through.some((now, which) => now < (until[which] ?? 0))) {
        await Promise.race([wait(20), Promise.all(writers)]);
      }
    },
    async stop() {
      over = true;
      await Promise.all(writers);
      return { answered, doubtful, longest };
    },
  };
}

function write(database: KitDatabase, id: number): Promise<void> {
  return database.unit(async (unit) => {
    unit.count('account.statuses', 1, 1);
    unit.emit('heartbeat', { node: id % 50, beat: id });
    await unit.db
      .insertInto('kit_items')
      .values({ id, name: `item ${id}`, value: 0 })
      .execute();
  });
}

async function isAway(database: KitDatabase): Promise<void> {
  const began = performance.now();
  await assert.rejects(database.read.selectFrom('kit_items').select('id').execute(), (error) =>
    isAppError(error, 'engine_away'),
  );
  assert.ok(performance.now() - began < 1_000, 'refused connections are known at once');
  assert.equal((await database.health()).ok, false);
}

async function whole(
  database: KitDatabase,
  answered: readonly number[],
  doubtful: ReadonlySet<number>,
): Promise<void> {
  const rows = await database.read.selectFrom('kit_items').select('id').execute();
  const ids = new Set(rows.map((row) => row.id));
  assert.deepEqual(
    answered.filter((id) => !ids.has(id)),
    [],
    'answered, but lost',
  );
  const known = new Set(answered);
  assert.ok(
    [...ids].every((id) => known.has(id) || doubtful.has(id)),
    'there, but never asked for',
  );
  const beats: number[] = [];
  for (const { bucket, head } of await database.outbox.heads()) {
    const events = await database.outbox.rows(bucket, 0, head + 10);
    assert.deepEqual(
      events.map((row) => row.number),
      range(head).map((at) => at + 1),
    );
    beats.push(...events.map((row) => JSON.parse(row.body).data.beat as number));
  }
  const ascending = (left: number, right: number) => left - right;
  assert.deepEqual(beats.sort(ascending), [...ids].sort(ascending), 'rows and events');
  const deltas = await database.read.selectFrom('counter_delta').select('delta').execute();
  assert.equal(deltas.length, ids.size, 'rows and counters');
}
