import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { isAppError } from '@fanfare/kernel';
import { migrate } from '../migrate.ts';
import type { Case } from './harness.ts';
import { range } from './harness.ts';
import { kitMigrations } from './site.ts';
import { add, names } from './units.ts';

const GROUP = 8;
/** Text that no engine makes smaller. */
const noise = (length: number) => randomBytes(length).toString('base64').slice(0, length);

export function diskCases(check: Case): void {
  check(
    'a full disk refuses units and says so, loses none that it accepted, and works again with room',
    async ({ site, keep }) => {
      const small = await site.smallDisk?.();
      if (small === undefined) return;
      const database = keep(small.client);
      await migrate(database, [kitMigrations]);
      const accepted: string[] = [];
      const refused: unknown[] = [];
      for (let id = 1; refused.length === 0; id += GROUP) {
        assert.ok(id < 10_000, 'the disk never filled');
        const group = range(GROUP).map((at) => add(database, id + at, noise(20_000)));
        for (const outcome of await Promise.allSettled(group)) {
          if (outcome.status === 'fulfilled') accepted.push(outcome.value);
          else refused.push(outcome.reason);
        }
      }
      for (const reason of refused) assert.ok(isAppError(reason, 'disk_full'), String(reason));
      assert.deepEqual(await names(database), accepted);
      await assert.rejects(add(database, 20_000, noise(2_000_000)), (error) =>
        isAppError(error, 'disk_full'),
      );
      await small.makeRoom();
      assert.equal(await add(database, 30_000, noise(20_000)), 'item 30000');
      assert.equal((await database.health()).ok, true);
      assert.deepEqual(await site.faults(), []);
    },
  );
}
