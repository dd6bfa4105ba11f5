import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Open } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';

export function lateTests(open: Open): void {
  test('transactions that commit late hold up their own bucket alone, and nothing is passed over', async (t) => {
    const world = await open(t);
    const group = recorder({ database: world.core });
    const log = await world.start([group]);
    const keys = upTo(8);
    const numbered = keys.map(() => Promise.withResolvers<void>());
    const late = keys.map((key, at) =>
      world.emitRaw(world.core, {
        ...{ type: 'account.updated', version: 1, key: String(key), lateBy: 200 * key },
        ...{ data: { account_id: key, version: 1 }, onNumbered: () => numbered[at]?.resolve() },
      }),
    );
    await Promise.race([Promise.all(numbered.map(({ promise }) => promise)), Promise.all(late)]);
    // Numbered behind the late ones of their bucket, ahead of nobody.
    const soon = [...keys, 100, 101, 102].map((key) => update(world.core, [key, 2]));
    await Promise.all([...late, ...soon]);
    await log.settled();
    const expected = Object.fromEntries(keys.map((key) => [key, [1, 2]]));
    assert.deepEqual(await applied(world.core), { ...expected, 100: [2], 101: [2], 102: [2] });
  });
}
