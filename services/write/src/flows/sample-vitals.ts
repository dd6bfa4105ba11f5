/** Takes down how the place is, for the graphs of its status page. */
import { randomUUID } from 'node:crypto';
import { totalsOf } from '@fanfare/contracts';
import { KEEP_SAMPLES, SAMPLE_EVERY } from '../config.ts';
import type { Counts } from '../domain/since-last.ts';
import { countsOf, sinceLast } from '../domain/since-last.ts';
import type { WriteNeeds } from '../needs.ts';
import type { Sample } from '../store/vital-samples.ts';
import { keepSamples, takesSamples } from '../store/vital-samples.ts';

/**
 * Of several processes one asks and writes. What it takes down while the database is away, when it matters most, is
 * written when it is back.
 */
export function vitalsSampler(needs: Pick<WriteNeeds, 'db' | 'clock' | 'vitals'>): () => Promise<void> {
  const { db, clock, vitals } = needs;
  const holder = randomUUID();
  let counts: Counts = new Map();
  let leads = false;
  let newest = 0;
  let held: Sample[] = [];

  async function take(at: number): Promise<void> {
    // What comes in the rest of this minute is in the next one's sample.
    if (at === newest) return;
    newest = at;
    const processes = await vitals();
    const totals = totalsOf(sinceLast(processes, counts));
    counts = countsOf(processes, counts);
    held = [...held, { at, totals }].filter((sample) => sample.at > at - KEEP_SAMPLES);
  }

  return async () => {
    const at = Math.floor(clock.now() / SAMPLE_EVERY) * SAMPLE_EVERY;
    try {
      leads = await takesSamples(db, holder);
    } catch (error) {
      if (leads) await take(at);
      throw error;
    }
    // Whoever leads now counts what comes; were it counted here too, it would be in two samples.
    if (leads) await take(at);
    else counts = new Map();
    if (held.length > 0) await keepSamples(db, held);
    held = [];
  };
}
