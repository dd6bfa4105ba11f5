import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '@fanfare/kernel';
import { engineTime } from './now.ts';

const skewed = (error: unknown) => isAppError(error, 'clock_skew');

test('a clock is refused when it is certainly off, however long the answer took', () => {
  const moment = performance.now();
  const at = (off: number) => ({ now: () => 1_000_000 + off + (performance.now() - moment) });
  // Asked and answered at this moment.
  const quick = (off: number) => engineTime(at(off), 1_000_000, moment, moment);
  for (const off of [-45, 0, 45]) quick(off).check();
  for (const off of [-60, 60]) assert.throws(() => quick(off).check(), skewed);
  // The answer travelled for up to 200 ms: it may have been true at any time in between.
  const slow = (off: number) => engineTime(at(off), 1_000_000, moment - 200, moment);
  for (const off of [-45, 0, 200, 245]) slow(off).check();
  for (const off of [-60, 260]) assert.throws(() => slow(off).check(), skewed);
});

test('a process that is held up between two looks at the clock is not taken for one with a wrong clock', () => {
  const moment = performance.now();
  const began = Date.now();
  const held = {
    now() {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 120);
      return Date.now();
    },
  };
  engineTime(held, began, moment, moment).check();
});
