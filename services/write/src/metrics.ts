/** Approval in numbers: what waits, since when, and how and after how long it was decided. */
import type { Clock } from '@fanfare/kernel';
import type { BoundCounter, BoundHistogram, Metrics } from '@fanfare/telemetry';
import { remembered } from '@fanfare/telemetry';
import type { CoreDatabase, CoreUnit } from './store/db.ts';
import type { SubmissionRow } from './store/submissions.ts';
import { waitingSubmissions } from './store/submissions.ts';

export type Outcome = 'approved' | 'rejected' | 'withdrawn';

export interface WriteMetrics {
  /** Counts it once the unit is on disk. */
  decided(unit: CoreUnit, row: Pick<SubmissionRow, 'submitted_at'>, outcome: Outcome): void;
}

/** Seconds: people take minutes to days. */
const WAITS = [60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200];

export function writeMetrics(needs: { db: CoreDatabase; clock: Clock; metrics: Metrics }): WriteMetrics {
  const { db, clock, metrics } = needs;
  const waiting = remembered(() => waitingSubmissions(db.read));
  metrics.observe(
    'fanfare_submissions_waiting',
    'Posts and edits that wait for approval',
    async () => (await waiting()).count,
  );
  metrics.observe(
    'fanfare_submissions_oldest_seconds',
    'How long the oldest of them has waited, 0 when there is none',
    async () => {
      const { oldest } = await waiting();
      return oldest === null ? 0 : Math.max(0, clock.now() - oldest) / 1000;
    },
  );
  const decisions = metrics.counter('fanfare_submission_decisions_total', 'Submissions by how they ended');
  const waits = metrics.histogram(
    'fanfare_submission_wait_seconds',
    'How long submissions waited, by how they ended',
    { buckets: WAITS },
  );
  const meterOf = (decision: Outcome): { count: BoundCounter; wait: BoundHistogram } => ({
    count: decisions.of({ decision }),
    wait: waits.of({ decision }),
  });
  const meters = {
    approved: meterOf('approved'),
    rejected: meterOf('rejected'),
    withdrawn: meterOf('withdrawn'),
  };
  return {
    decided(unit, row, outcome) {
      const { count, wait } = meters[outcome];
      unit.afterwards(() => {
        count.inc();
        wait.observe(Math.max(0, unit.now - row.submitted_at) / 1000);
      });
    },
  };
}
