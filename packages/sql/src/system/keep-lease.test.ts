import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { AppError, silentLog } from '@fanfare/kernel';
import { leaseKeeper } from './keep-lease.ts';

test('a renewal that failed is tried again at once, not when the lease has run out', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const ttl = 60_000;
  let [asked, away] = [0, false];
  const keeper = leaseKeeper({
    ttl,
    log: silentLog,
    lease: { usable: () => true, mint: () => 1, take: async () => () => {}, release: async () => {} },
    async unit(work) {
      asked += 1;
      if (away) throw new AppError('engine_away');
      return work({} as Parameters<typeof work>[0], 0);
    },
  });
  const pass = async (time: number) => {
    mock.timers.tick(time);
    await new Promise((resolve) => setImmediate(resolve));
  };
  try {
    await keeper.take();
    away = true;
    await pass(ttl / 3);
    assert.equal(asked, 2);
    await pass(1_000);
    assert.equal(asked, 3, 'again a second later');
    away = false;
    await pass(1_000);
    assert.equal(asked, 4);
    await pass(ttl / 3 - 1);
    assert.equal(asked, 4, 'then at the next third again');
    await pass(1);
    assert.equal(asked, 5);
    await keeper.stop();
    await pass(ttl);
    assert.equal(asked, 6, 'only given back');
  } finally {
    mock.timers.reset();
  }
});
