/** How the place is: every process asked, some seconds apart however many look, and the last day as it was taken down. */
import type { ProcessVitals } from '@fanfare/contracts';
import { totalsOf } from '@fanfare/contracts';
import type { AdminStatus, PublicStatus } from '@fanfare/contracts/entities';
import type { PastDay } from '../domain/past-day.ts';
import { DAY, pastDay } from '../domain/past-day.ts';
import { presentAdminStatus, presentPublicStatus } from '../domain/present-place-status.ts';
import type { ReadNeeds } from '../needs.ts';
import { instanceRow } from '../store/instance-settings.ts';
import { newestSample, samplesAfter } from '../store/vital-samples.ts';

export interface PlaceStatus {
  /** For everybody; null: the staff do not allow it, or nobody knows whether they do. */
  open(): Promise<PublicStatus | null>;
  full(): Promise<AdminStatus>;
}

/** How long an answer is good for, in ms: whoever looks more often learns nothing new. */
const LIFE = 5_000;
/** The last day moves on though nobody takes it down. */
const AGAIN = 5 * 60_000;

export function placeStatus(needs: Pick<ReadNeeds, 'db' | 'clock' | 'vitals'>): PlaceStatus {
  const { db, clock } = needs;
  let asked: { at: number; processes: Promise<readonly ProcessVitals[]> } | null = null;
  let past: { newest: number | null; until: number; day: PastDay } | null = null;
  /** As it was last read: the page matters most when the database is away. */
  let allowed = false;

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

  async function isAllowed(): Promise<boolean> {
    const row = await instanceRow(db.read).catch(() => null);
    if (row !== null) allowed = row?.public_status === 1;
    return allowed;
  }

  return {
    async open() {
      if (!(await isAllowed())) return null;
      const { at, processes: all } = processes();
      return presentPublicStatus(totalsOf(await all), at);
    },
    async full() {
      const { at, processes: all } = processes();
      return presentAdminStatus(await all, await lastDay(), at);
    },
  };
}
