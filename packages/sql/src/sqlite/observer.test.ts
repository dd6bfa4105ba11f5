import assert from 'node:assert/strict';
import { test } from 'node:test';
import { range } from '../kit/harness.ts';
import { add } from '../kit/units.ts';
import { withSqlite } from './file.test-support.ts';

test('statements, units and commits are told of, and how they ended', async () => {
  const told: string[] = [];
  const commits: number[] = [];
  await withSqlite(
    async ({ database }) => {
      told.length = 0;
      commits.length = 0;
      await Promise.all(range(3).map((id) => add(database, id + 1)));
      // Others are the engine's own, for its lease.
      assert.ok(commits.includes(3));
      assert.equal(told.filter((one) => one === 'core unit ok').length, 3);
      assert.ok(told.includes('core insert ok'));
      told.length = 0;
      await database.read.selectFrom('kit_items').selectAll().execute();
      await database.snapshot((db) => db.selectFrom('kit_items').selectAll().execute());
      assert.deepEqual(told, ['core select ok', 'core select ok']);
      told.length = 0;
      await assert.rejects(add(database, 1));
      assert.deepEqual(told, ['core insert failed', 'core unit failed']);
    },
    {
      clock: { now: () => 1_800_000_000_000 },
      onCommit: (units) => void commits.push(units),
      observe: (of) => ({
        over: (operation, began, error) => {
          assert.ok(began <= performance.now());
          told.push(`${of} ${operation} ${error === null ? 'ok' : 'failed'}`);
        },
        retried() {},
      }),
    },
  );
});
