/**
 * The one resolver of status ids (DESIGN §7): a submission's id means, to its author, the pending post before the
 * decision and the published status after it; to anyone else, and once rejected or withdrawn, it is unknown.
 */
import type { Db } from './db.ts';
import type { StatusRow } from './statuses.ts';
import { liveStatus } from './statuses.ts';
import type { SubmissionRow } from './submissions.ts';
import { submissionById, submissionsByIds } from './submissions.ts';

export type Resolved =
  | { kind: 'status'; status: StatusRow }
  | { kind: 'submission'; submission: SubmissionRow };

/** Null: unknown to this viewer. Whether a status may be seen is not asked here. */
export async function resolveId(db: Db, viewerId: number, id: number): Promise<Resolved | null> {
  const status = await liveStatus(db, id);
  if (status !== undefined) return { kind: 'status', status };
  const meaning = meaningOf(await submissionById(db, id), viewerId);
  if (meaning === null) return null;
  if (meaning.kind === 'submission') return meaning;
  const published = await liveStatus(db, meaning.statusId);
  return published === undefined ? null : { kind: 'status', status: published };
}

export interface Meaning {
  id: number;
  statusId: number | null;
  submission: SubmissionRow | null;
}

/** For ids that are no status: same order, both members null where the viewer knows nothing of it. */
export async function resolveMany(db: Db, viewerId: number, ids: readonly number[]): Promise<Meaning[]> {
  const rows = await submissionsByIds(db, ids);
  return ids.map((id) => {
    const meaning = meaningOf(rows.get(id), viewerId);
    if (meaning?.kind === 'submission') return { id, statusId: null, submission: meaning.submission };
    return { id, statusId: meaning?.statusId ?? null, submission: null };
  });
}

function meaningOf(
  row: SubmissionRow | undefined,
  viewerId: number,
): { kind: 'submission'; submission: SubmissionRow } | { kind: 'status'; statusId: number } | null {
  if (row === undefined || row.account_id !== viewerId || row.edit_of_id !== null) return null;
  if (row.state === 'pending') return { kind: 'submission', submission: row };
  return row.state === 'approved' && row.status_id !== null
    ? { kind: 'status', statusId: row.status_id }
    : null;
}
