/** How the place was, minute by minute. Written by whoever holds the lease; read by read. */
import type { Totals } from '@fanfare/contracts';
import { insertIgnore, leasesOf } from '@fanfare/sql';
import { KEEP_SAMPLES, SAMPLE_EVERY } from '../config.ts';
import type { CoreDatabase } from './db.ts';

const LEASE = 'vital samples';

/** Whether this process takes the samples: one that stopped is followed after two it did not take. */
export async function takesSamples(db: CoreDatabase, holder: string): Promise<boolean> {
  const fence = await db.unit((unit) => leasesOf(db).take(unit, LEASE, holder, 2.5 * SAMPLE_EVERY), {
    lane: 'bulk',
  });
  return fence !== null;
}

export interface Sample {
  /** The minute's begin, in ms. */
  at: number;
  totals: Totals;
}

/** One row for each minute, whoever was first, and none that is older than a day. */
export async function keepSamples(db: CoreDatabase, samples: readonly Sample[]): Promise<void> {
  await db.unit(
    async (unit) => {
      for (const { at, totals } of samples)
        await insertIgnore(unit.db, 'vital_samples', { at, body: JSON.stringify(totals) });
      await unit.db
        .deleteFrom('vital_samples')
        .where('at', '<=', unit.now - KEEP_SAMPLES)
        .execute();
    },
    { lane: 'bulk' },
  );
}
