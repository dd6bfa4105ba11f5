/** Takes down how the place is, for the graphs of its status page. */
import { randomUUID } from 'node:crypto';
import { totalsOf } from '@fanfare/contracts';
import type { Counts } from '../domain/since-last.ts';
import { countsOf, sinceLast } from '../domain/since-last.ts';
import type { WriteNeeds } from '../needs.ts';
import { keepSample, takesSamples } from '../store/vital-samples.ts';

/** Of several processes one asks and writes. */
export function vitalsSampler({ db, vitals }: Pick<WriteNeeds, 'db' | 'vitals'>): () => Promise<void> {
  const holder = randomUUID();
  let counts: Counts = new Map();
  return async () => {
    if (!(await takesSamples(db, holder))) return;
    const processes = await vitals();
    const totals = totalsOf(sinceLast(processes, counts));
    counts = countsOf(processes, counts);
    await keepSample(db, totals);
  };
}
