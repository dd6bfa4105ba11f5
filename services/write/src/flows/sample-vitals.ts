/** Takes down how the place is, for the graphs of its status page. */
import { randomUUID } from 'node:crypto';
import { totalsOf } from '@fanfare/contracts';
import type { WriteNeeds } from '../needs.ts';
import { keepSample, takesSamples } from '../store/vital-samples.ts';

/** Of several processes one asks and writes. */
export function vitalsSampler({ db, vitals }: Pick<WriteNeeds, 'db' | 'vitals'>): () => Promise<void> {
  const holder = randomUUID();
  return async () => {
    if (await takesSamples(db, holder)) await keepSample(db, totalsOf(await vitals()));
  };
}
