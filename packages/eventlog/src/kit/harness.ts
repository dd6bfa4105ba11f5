/** A fresh world per test, and consumer groups that write down what they see. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { EventOf, EventType } from '@fanfare/contracts/events';
import type { ConsumerGroup, Effect, Handler } from '../port.ts';
import type { KitDatabase, KitLog, KitLogOptions, KitTraits, KitWorld } from './world.ts';
import { embedded, importWorld } from './world.ts';

export interface Harness extends KitWorld {
  readonly folder: string;
  readonly traits: KitTraits;
  /** A log with these groups, started; stopped at the end of the test if it still runs. */
  start(groups: readonly ConsumerGroup[], options?: KitLogOptions): Promise<KitLog>;
}

/** The function that a kit's tests begin with. */
export type Open = (test: TestContext) => Promise<Harness>;

export function harnessOf(module: string, traits = embedded): Open {
  return async (test) => {
    const open = await importWorld(module);
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-eventlog-'));
    const world = await open(folder);
    const logs: KitLog[] = [];
    test.after(async () => {
      for (const log of logs) await log.stop();
      await world.close();
      await rm(folder, { recursive: true });
    });
    return {
      ...world,
      ...{ folder, traits },
      async start(groups, options) {
        const log = await world.log(options);
        logs.push(log);
        log.consume(groups);
        await log.start();
        return log;
      },
    };
  };
}

/** The kit's event: key = account, version = what its emitter counts. */
export type Updated = EventOf<'account.updated'>;

export interface Recorder extends ConsumerGroup {
  /** Ids of the events the handler was called for, in order, repeats included. */
  readonly seen: string[];
  rebuilt: number;
}

export interface RecorderOptions {
  name?: string;
  database: KitDatabase;
  /** Runs before the effect is returned; throws what the test wants. */
  before?: (event: Updated) => Promise<void> | void;
  /** Runs in the unit after the row was written. */
  within?: (event: Updated) => void;
  handlers?: { [Type in EventType]?: Handler<Type> };
  rebuild?: () => Promise<void>;
}

/** A group that applies each `account.updated` as a row in kit_applied. */
export function recorder({
  name = 'recorder',
  database,
  before,
  within,
  handlers,
  rebuild,
}: RecorderOptions): Recorder {
  const group: Recorder = {
    group: name,
    database,
    lane: 'fanout',
    seen: [],
    rebuilt: 0,
    handlers: {
      'account.updated': async (event) => {
        group.seen.push(event.id);
        await before?.(event);
        return async (unit) => {
          await apply(name, event)(unit);
          within?.(event);
        };
      },
      ...handlers,
    },
    async rebuild() {
      group.rebuilt += 1;
      await rebuild?.();
    },
  };
  return group;
}

function apply(name: string, event: Updated): Effect {
  return async (unit) => {
    const row = {
      id: unit.id(),
      group_name: name,
      event: event.id,
      key: event.key,
      version: event.data.version,
    };
    await unit.db.insertInto('kit_applied').values(row).execute();
  };
}

/** Emits `account.updated` for each [account, version], all in one unit. */
export function update(database: KitDatabase, ...pairs: [account: number, version: number][]): Promise<void> {
  return database.unit(async (unit) => {
    for (const [account_id, version] of pairs) unit.emit('account.updated', { account_id, version });
  });
}

/** Versions applied per key, in the order of their application. */
export async function applied(database: KitDatabase, name = 'recorder'): Promise<Record<string, number[]>> {
  const rows = await database.read
    .selectFrom('kit_applied')
    .select(['key', 'version'])
    .where('group_name', '=', name)
    .orderBy('id')
    .execute();
  const byKey: Record<string, number[]> = {};
  for (const { key, version } of rows) {
    byKey[key] ??= [];
    byKey[key].push(version);
  }
  return byKey;
}

/** 1 to `count`. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, at) => at + 1);
}
