/** How the place is: every process asked, some seconds apart however many look, and the last day as it was taken down. */
import type { ProcessVitals } from '@fanfare/contracts';
import { totalsOf } from '@fanfare/contracts';
import type { AdminStatus, PublicStatus } from '@fanfare/contracts/entities';
import type { PastDay } from '../domain/past-day.ts';
import { DAY, pastDay } from '../domain/past-day.ts';
import { presentAdminStatus, presentPublicStatus } from '../domain/present-place-status.ts';
import type { ReadNeeds } from '../needs.ts';
import { newestSample, samplesAfter } from '../store/vital-samples.ts';
import type { InstanceRows } from './instance.ts';

export interface PlaceStatus {
  /** For everybody; null: the staff do not allow it. @throws where nobody knows whether they do */
  open(): Promise<PublicStatus | null>;
  full(): Promise<AdminStatus>;
}

/** How long an answer is good for, in ms: whoever looks more often learns nothing new. */
const LIFE = 5_000;
/** The last day moves on though nobody takes it down. */
const AGAIN = 5 * 60_000;

/** @param rows the page matters most when the database is away: what was last read of them counts then */
export function placeStatus(
  needs: Pick<ReadNeeds, 'db' | 'clock' | 'vitals'>,
  rows: Pick<InstanceRows, 'known'>,
): PlaceStatus {
  const { db, clock } = needs;
  let asked: { at: number; processes: Promise<readonly ProcessVitals[]> } | null = null;
  let past: { newest: number | null; until: number; day: PastDay } | null = null;

  function processes() {
    if (asked === null || clock.now() - asked.at >= LIFE) {
      asked = { at: clock.now(), processes: needs.vitals() };
    }
    return asked;
  }

  /** Made anew with each sample. */
  async function lastDay(): Promise<PastDay> {
    const newest = await newestSample(db.read);
    const now = clock.now();
    if (past === null || past.newest !== newest || past.until < now) {
      const day = pastDay(await samplesAfter(db.read, now - DAY), now);
      past = { newest, until: now + AGAIN, day };
    }
    return past.day;
  }

  return {
    async open() {
      if ((await rows.known())?.public_status !== 1) return null;
      const { at, processes: all } = processes();
      return presentPublicStatus(totalsOf(await all), at);
    },
    async full() {
      const { at, processes: all } = processes();
      return presentAdminStatus(await all, await lastDay(), at);
    },
  };
}
