/** A reviewer's decision on one submission: state, effects, event and audit entry in one unit. */
import type { ReasonCode } from '@fanfare/contracts/tables';
import { AppError } from '@fanfare/kernel';
import type { WriteMetrics } from '../metrics.ts';
import type { RecordedDeed } from '../store/audit-log.ts';
import { recordDeed } from '../store/audit-log.ts';
import type { CoreUnit } from '../store/db.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { changeSubmission, proposedMedia, submissionById } from '../store/submissions.ts';
import { approveEdit, approvePost } from './approve.ts';
import type { FreshKeys } from './attach.ts';
import { dropOfSubmission } from './attach.ts';
import { requireDecidable } from './decision-conflict.ts';
import type { PublishRules } from './publish.ts';

export interface Decision {
  submissionId: number;
  /** What the reviewer has read. */
  version: number;
  reviewerId: number;
}

export interface Refusal {
  reasonCode: ReasonCode | null;
  reason: string | null;
}

export interface Decided {
  submissionId: number;
  state: 'approved' | 'rejected';
  statusId: number | null;
  deed: RecordedDeed;
}

/** @throws AppError `not_found`; `conflict` with who decided what, or why it cannot be published; FreshKeysNeeded */
export async function approve(
  unit: CoreUnit,
  rules: PublishRules & { counted: WriteMetrics },
  decision: Decision,
  fresh: FreshKeys | null,
): Promise<Decided> {
  const row = await decidable(unit, decision);
  const statusId = await (row.edit_of_id === null
    ? approvePost(unit, rules, row, fresh)
    : approveEdit(unit, rules, row, row.edit_of_id, fresh));
  await decide(unit, row, decision, { state: 'approved', status_id: statusId });
  rules.counted.decided(unit, row, 'approved');
  const deed = await record(unit, row, decision, 'submission.approve', { status_id: String(statusId) });
  return { submissionId: row.id, state: 'approved', statusId, deed };
}

/** Its text is kept for the author, its uploads go. @throws AppError `not_found`, `conflict` */
export async function reject(
  unit: CoreUnit,
  counted: WriteMetrics,
  decision: Decision,
  refusal: Refusal,
): Promise<Decided> {
  const row = await decidable(unit, decision);
  const dropped = await dropOfSubmission(unit, row.id);
  const media = proposedMedia(row).filter((one) => !dropped.includes(one.id));
  await decide(unit, row, decision, {
    state: 'rejected',
    reason_code: refusal.reasonCode,
    reason: refusal.reason,
    media: JSON.stringify(media),
  });
  counted.decided(unit, row, 'rejected');
  const deed = await record(unit, row, decision, 'submission.reject', {
    reason_code: refusal.reasonCode,
    reason: refusal.reason,
  });
  return { submissionId: row.id, state: 'rejected', statusId: null, deed };
}

async function decidable(unit: CoreUnit, { submissionId, version }: Decision): Promise<SubmissionRow> {
  const row = await submissionById(unit.db, submissionId);
  if (row === undefined) throw new AppError('not_found');
  await requireDecidable(unit.db, row, version);
  return row;
}

/** Somebody else may decide at the same moment: only one of the two changes the row. */
async function decide(
  unit: CoreUnit,
  row: SubmissionRow,
  { reviewerId }: Decision,
  change: Partial<SubmissionRow> & { state: 'approved' | 'rejected' },
): Promise<void> {
  const decided = { decided_at: unit.now, decided_by: reviewerId, ...change };
  if (!(await changeSubmission(unit.db, row, decided))) throw new AppError('conflict');
  unit.emit('submission.decided', {
    submission_id: row.id,
    account_id: row.account_id,
    version: row.version,
    state: change.state,
    decided_by: reviewerId,
    status_id: change.status_id ?? null,
  });
}

function record(
  unit: CoreUnit,
  row: SubmissionRow,
  { reviewerId }: Decision,
  action: 'submission.approve' | 'submission.reject',
  more: Record<string, unknown>,
): Promise<RecordedDeed> {
  return recordDeed(unit, {
    actorId: reviewerId,
    action,
    target: { kind: 'submission', id: String(row.id) },
    details: { version: row.version, account_id: String(row.account_id), ...more },
  });
}
