/** How the place is, taken down each minute by one process for a day. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Network } from '@fanfare/testkit';
import { needsOneProcess, startNetwork } from '@fanfare/testkit';
import { KEEP_SAMPLES, SAMPLE_EVERY } from './config.ts';
import { vitalsSampler } from './flows/sample-vitals.ts';

const skip = needsOneProcess();
let network: Network;
before(async () => {
  network = await startNetwork();
});
after(() => network.stop());

test('one row a minute, by one of several, and none older than a day', { skip }, async () => {
  const { db } = network.composition().engines;
  let asked = 0;
  const sampler = () =>
    vitalsSampler({
      db,
      async vitals() {
        asked += 1;
        return [{ services: ['read'], vitals: null }];
      },
    });
  const [first, second] = [sampler(), sampler()];
  const kept = async () => await db.read.selectFrom('vital_samples').selectAll().orderBy('at').execute();
  await first();
  await second();
  await first();
  assert.equal(asked, 2, 'the other one has the lease');
  const [row, ...more] = await kept();
  assert.equal(more.length, 0);
  assert.deepEqual(JSON.parse(row?.body ?? '').failing, [{ services: ['read'], part: null }]);
  await network.advance(5 * SAMPLE_EVERY);
  await second();
  assert.equal((await kept()).length, 2, 'it follows who stopped');
  await network.advance(KEEP_SAMPLES);
  await second();
  assert.equal((await kept()).length, 1);
});
