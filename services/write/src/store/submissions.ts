/** Rows of posts and edits that wait, or waited, for approval. Read by approval code only. */
import type { SubmissionsTable } from '@fanfare/contracts/tables';
import type { Page } from '@fanfare/kernel';
import { keyset } from '@fanfare/sql';
import type { ProposedMedia } from '../domain/proposal.ts';
import type { Db } from './db.ts';

export type SubmissionRow = SubmissionsTable;

export function proposedMedia(row: Pick<SubmissionRow, 'media'>): ProposedMedia[] {
  return JSON.parse(row.media);
}

export function submissionById(db: Db, id: number): Promise<SubmissionRow | undefined> {
  return db.selectFrom('submissions').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function submissionsByIds(db: Db, ids: readonly number[]): Promise<Map<number, SubmissionRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('submissions')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface SubmissionFilter {
  accountId?: number | undefined;
  state?: SubmissionRow['state'] | undefined;
}

/** Rows of a page, limit + 1, in the page's order. */
export function listSubmissions(db: Db, filter: SubmissionFilter, page: Page): Promise<SubmissionRow[]> {
  let query = db.selectFrom('submissions').selectAll();
  if (filter.accountId !== undefined) query = query.where('account_id', '=', filter.accountId);
  if (filter.state !== undefined) query = query.where('state', '=', filter.state);
  return keyset(query, 'submissions.id', page).execute();
}

/** What this status was before it was published; undefined: it needed no approval. */
export function submissionBehind(
  db: Db,
  statusId: number,
): Promise<Pick<SubmissionRow, 'submitted_at' | 'decided_at'> | undefined> {
  return db
    .selectFrom('submissions')
    .select(['submitted_at', 'decided_at'])
    .where('status_id', '=', statusId)
    .where('edit_of_id', 'is', null)
    .executeTakeFirst();
}

export interface Waiting {
  count: number;
  /** When the one that has waited longest was submitted, in ms; null: none waits. */
  oldest: number | null;
}

export async function waitingSubmissions(db: Db): Promise<Waiting> {
  const found = await db
    .selectFrom('submissions')
    .select((row) => [
      row.fn.countAll<number>().as('count'),
      row.fn.min<number | null>('submitted_at').as('oldest'),
    ])
    .where('state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return { count: Number(found.count), oldest: found.oldest };
}

/** The edit of this status that waits, if any: there is at most one. */
export function pendingEditOf(db: Db, statusId: number): Promise<SubmissionRow | undefined> {
  return db
    .selectFrom('submissions')
    .selectAll()
    .where('edit_of_id', '=', statusId)
    .where('state', '=', 'pending')
    .executeTakeFirst();
}

export function pendingEditsOf(
  db: Db,
  accountId: number,
  statusIds: readonly number[],
): Promise<SubmissionRow[]> {
  if (statusIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('submissions')
    .selectAll()
    .where('edit_of_id', 'in', [...statusIds])
    .where('state', '=', 'pending')
    .where('account_id', '=', accountId)
    .execute();
}

export async function insertSubmission(db: Db, row: SubmissionRow): Promise<void> {
  await db.insertInto('submissions').values(row).execute();
}

/** Changes a row that is still as it was read. False: somebody else changed it meanwhile. */
export async function changeSubmission(
  db: Db,
  row: SubmissionRow,
  change: Partial<Omit<SubmissionRow, 'id' | 'account_id'>>,
): Promise<boolean> {
  const changed = await db
    .updateTable('submissions')
    .set(change)
    .where('id', '=', row.id)
    .where('state', '=', row.state)
    .where('version', '=', row.version)
    .executeTakeFirst();
  return changed.numUpdatedRows > 0n;
}

/** How many posts (not edits) of the account were approved, counted up to `most`. */
export async function countApproved(db: Db, accountId: number, most: number): Promise<number> {
  if (most === 0) return 0;
  const rows = await db
    .selectFrom('submissions')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', '=', 'approved')
    .where('edit_of_id', 'is', null)
    .limit(most)
    .execute();
  return rows.length;
}

/** Once a status is deleted, what was submitted for it holds its text no longer. */
export async function emptySubmissionsOf(db: Db, statusId: number): Promise<void> {
  for (const column of ['status_id', 'edit_of_id'] as const) {
    await db
      .updateTable('submissions')
      .set({ text: '', spoiler_text: '', media: '[]' })
      .where(column, '=', statusId)
      .execute();
  }
}
