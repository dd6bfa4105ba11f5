import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ConsumerGroup } from '../port.ts';
import type { Open } from './harness.ts';
import { recorder, update, upTo } from './harness.ts';
import type { KitDatabase } from './world.ts';

/** The state becomes equal to the event's version, or stays when it is newer: what every effect must do. */
function versioned(database: KitDatabase, deliveries: [key: string, version: number][]): ConsumerGroup {
  const name = 'versioned';
  return {
    ...recorder({ name, database }),
    handlers: {
      'account.updated': async ({ key, data: { version } }) => {
        deliveries.push([key, version]);
        return async ({ db }) => {
          const mine = db.updateTable('kit_state').where('group_name', '=', name).where('key', '=', key);
          const known = await db
            .selectFrom('kit_state')
            .select('version')
            .where('group_name', '=', name)
            .where('key', '=', key)
            .executeTakeFirst();
          if (known === undefined)
            await db.insertInto('kit_state').values({ group_name: name, key, version }).execute();
          else if (known.version < version) await mine.set({ version }).execute();
        };
      },
    },
  };
}

export function chaosTests(open: Open): void {
  for (const seed of [1, 2, 3]) {
    test(`events come again and crossed, and versions make it harmless (seed ${seed})`, async (t) => {
      const world = await open(t);
      const deliveries: [string, number][] = [];
      const log = await world.start([versioned(world.core, deliveries)], { chaos: { seed } });
      const keys = upTo(30);
      for (const version of upTo(20)) {
        await update(world.core, ...keys.map((key): [number, number] => [key, version]));
        if (version === 10) await log.settled();
      }
      await log.settled();
      const states = await world.core.read.selectFrom('kit_state').select(['key', 'version']).execute();
      assert.deepEqual(
        new Set(states.map(({ key, version }) => `${key}:${version}`)),
        new Set(keys.map((key) => `${key}:20`)),
      );
      assert.ok(deliveries.length > 700, `only ${deliveries.length} deliveries of 600 events`);
      assertFirstInOrder(deliveries);
    });
  }
}

/** Each version is delivered for the first time after the one before it; a step back is a redelivery from there on. */
function assertFirstInOrder(deliveries: readonly [string, number][]): void {
  const highest = new Map<string, number>();
  const last = new Map<string, number>();
  for (const [key, version] of deliveries) {
    const most = highest.get(key) ?? 0;
    assert.ok(version <= most + 1, `${key}: ${version} came after ${most}`);
    const before = last.get(key) ?? 0;
    assert.ok(version <= before + 1, `${key}: ${version} followed ${before} without what lies between`);
    highest.set(key, Math.max(most, version));
    last.set(key, version);
  }
}
