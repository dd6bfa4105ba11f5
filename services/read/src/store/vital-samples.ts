/** How the place was, minute by minute, as write took it down. */
import type { Totals } from '@fanfare/contracts';
import type { Db } from './db.ts';

export interface Sample extends Totals {
  /** The minute's begin, in ms. */
  at: number;
}

/** In order; those after `after` (ms). */
export async function samplesAfter(db: Db, after: number): Promise<Sample[]> {
  const rows = await db
    .selectFrom('vital_samples')
    .selectAll()
    .where('at', '>', after)
    .orderBy('at')
    .execute();
  return rows.map(({ at, body }) => ({ at, ...(JSON.parse(body) as Totals) }));
}

/** Null: there is none. */
export async function newestSample(db: Db): Promise<number | null> {
  const row = await db
    .selectFrom('vital_samples')
    .select('at')
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.at ?? null;
}
