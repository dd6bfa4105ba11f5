import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '@fanfare/kernel';
import type { BlobFactory } from './setup.ts';
import { bytesOf, keysOf, readBytes, withTwo } from './setup.ts';

const type = 'image/png';
const isAway = (error: unknown) => isAppError(error, 'engine_away');

export function awayTests(factory: BlobFactory): void {
  test(
    'while the engine is away every call says so, and all is as it was afterwards',
    withTwo(factory, async (first, second, setup) => {
      await first.put('k/1', bytesOf('k/1', 1_000), { type });
      await setup.away(async () => {
        await assert.rejects(first.put('k/2', bytesOf('k/2', 10), { type }), isAway);
        await assert.rejects(first.get('k/1'), isAway, 'a blob that cannot be read is not said to be absent');
        await assert.rejects(first.get('k/1', { start: 0, end: -1 }), isAway);
        await assert.rejects(first.copy('k/1', 'k/3'), isAway);
        await assert.rejects(
          first.delete('k/1'),
          isAway,
          'a delete that did not happen is not said to be done',
        );
        await assert.rejects(keysOf(first, 'k/'), isAway);
        const { ok, detail = '' } = await second.health();
        assert.equal(ok, false);
        assert.notEqual(detail, '');
      });
      for (const blob of [first, second]) {
        while (!(await answers(blob.get('k/1')))) await pause(20);
        assert.deepEqual(await keysOf(blob, 'k/'), ['k/1']);
        assert.deepEqual(await readBytes(blob, 'k/1'), bytesOf('k/1', 1_000));
        assert.equal((await blob.health()).ok, true);
      }
      await first.put('k/2', bytesOf('k/2', 10), { type });
      assert.deepEqual(await readBytes(second, 'k/2'), bytesOf('k/2', 10));
    }),
  );
}

/** An engine that was away heals alone, but not in an instant. */
async function answers(reading: Promise<{ stream: { destroy(): unknown } } | null>): Promise<boolean> {
  try {
    (await reading)?.stream.destroy();
    return true;
  } catch (error) {
    if (isAway(error)) return false;
    throw error;
  }
}
