/** How the place is, taken down each minute by one process for a day. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ProcessVitals } from '@fanfare/contracts';
import { AppError } from '@fanfare/kernel';
import type { Network } from '@fanfare/testkit';
import { needsOneProcess, startNetwork } from '@fanfare/testkit';
import { KEEP_SAMPLES, SAMPLE_EVERY } from './config.ts';
import { vitalsSampler } from './flows/sample-vitals.ts';

describe('samples', { skip: needsOneProcess() }, () => {
  let network: Network;
  /** Since the start of the one process that answers. */
  let requests: number;
  /** In the minute before. */
  let lately: number;
  let asked: number;
  let away: boolean;
  beforeEach(async () => {
    network = await startNetwork();
    // At the beginning of a minute: what comes at once falls into one.
    await network.advance(SAMPLE_EVERY - (network.clock.now() % SAMPLE_EVERY));
    [requests, lately, asked, away] = [1_000, 10, 0, false];
  });
  afterEach(() => network.stop());

  function sampler(): () => Promise<void> {
    const { db } = network.composition().engines;
    const unit: typeof db.unit = (...given) =>
      away ? Promise.reject(new AppError('engine_away')) : db.unit(...given);
    return vitalsSampler({
      db: { ...db, unit },
      clock: network.clock,
      async vitals() {
        asked += 1;
        return [read(requests, lately), { services: ['search'], vitals: null }];
      },
    });
  }

  async function kept() {
    const { db } = network.composition().engines;
    const rows = await db.read.selectFrom('vital_samples').selectAll().orderBy('at').execute();
    return rows.map(({ at, body }) => ({ at, ...JSON.parse(body) }));
  }

  const counted = async () => (await kept()).map((sample) => sample.requests);

  it('are one a minute, by one of several, and none older than a day', async () => {
    const [first, second] = [sampler(), sampler()];
    await first();
    await second();
    await first();
    assert.equal(asked, 1, 'the other one has the lease, and the minute is not over');
    const [row, ...more] = await kept();
    assert.equal(more.length, 0);
    assert.equal(row.at % SAMPLE_EVERY, 0);
    assert.deepEqual(row.failing, [{ services: ['search'], part: null }]);
    await network.advance(5 * SAMPLE_EVERY);
    await second();
    assert.equal((await kept()).length, 2, 'it follows who stopped');
    await network.advance(KEEP_SAMPLES);
    await second();
    assert.equal((await kept()).length, 1);
  });

  it('hold everything once: of a second round in a minute, and of a time in which another took them', async () => {
    const [first, second] = [sampler(), sampler()];
    await first();
    requests += 500;
    await first();
    requests += 1;
    await network.advance(SAMPLE_EVERY);
    await first();
    assert.deepEqual(await counted(), [10, 501]);
    await network.advance(5 * SAMPLE_EVERY);
    requests += 100;
    await second();
    await network.advance(SAMPLE_EVERY);
    requests += 200;
    await second();
    await first();
    await network.advance(5 * SAMPLE_EVERY);
    await first();
    assert.deepEqual(await counted(), [10, 501, 10, 200, 10], 'who begins knows the minute before');
  });

  it('of a time without the database are written when it is back', async () => {
    const [first, second] = [sampler(), sampler()];
    await first();
    away = true;
    for (let minute = 0; minute < 3; minute += 1) {
      await network.advance(SAMPLE_EVERY);
      requests += 7;
      await assert.rejects(first());
      await assert.rejects(second());
    }
    assert.equal(asked, 4, 'by whoever took them before');
    away = false;
    await network.advance(SAMPLE_EVERY);
    requests += 1;
    await first();
    const all = await kept();
    assert.deepEqual(
      all.map(({ at }) => (at - all[0].at) / SAMPLE_EVERY),
      [0, 1, 2, 3, 4],
    );
    assert.deepEqual(await counted(), [10, 7, 7, 7, 1]);
  });
});

function read(requests: number, inLastMinute: number): ProcessVitals {
  const times = { limits: [1], counts: [0, 0] };
  const counts = { errors: 0, times, deliveries: [] };
  return {
    services: ['read'],
    vitals: {
      ...{
        id: 'read',
        services: ['read'],
        version: '1',
        runtime: 'v24',
        started_at: 0,
        parts: {},
        memory: 1,
      },
      counted: { ...counts, requests },
      lately: { ...counts, requests: inLastMinute, seconds: 60, busy: 0 },
      gauges: {},
    },
  };
}
