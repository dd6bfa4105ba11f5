import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remembered } from './remembered.ts';

test('what is asked twice within the time is asked once, and a failure is asked again', async () => {
  let asked = 0;
  const read = remembered(async () => {
    asked += 1;
    if (asked === 1) throw new Error('away');
    return asked;
  }, 60_000);
  await assert.rejects(read(), /away/);
  assert.deepEqual(await Promise.all([read(), read()]), [2, 2]);
  assert.equal(await read(), 2);
  const never = remembered(async () => ++asked, 0);
  assert.deepEqual([await never(), await never()], [3, 4]);
});
