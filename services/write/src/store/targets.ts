/** The status that a verb or a reply is about, checked against what its actor may see. */
import { AppError } from '@fanfare/kernel';
import { isVisible } from './access.ts';
import type { Db } from './db.ts';
import { resolveId } from './resolve.ts';
import type { StatusRow } from './statuses.ts';
import { liveStatus } from './statuses.ts';
import type { SubmissionRow } from './submissions.ts';

export interface Target {
  /** As named by the client: perhaps a boost. */
  named: StatusRow;
  /** The post itself. */
  post: StatusRow;
}

/** The target when the viewer may see it; a pending post of the viewer's own is returned as such; null: unknown. */
export async function findTarget(
  db: Db,
  viewerId: number,
  id: number,
): Promise<Target | SubmissionRow | null> {
  const found = await resolveId(db, viewerId, id);
  if (found === null) return null;
  if (found.kind === 'submission') return found.submission;
  const named = found.status;
  if (!(await isVisible(db, viewerId, named))) return null;
  if (named.reblog_of_id === null) return { named, post: named };
  const post = await liveStatus(db, named.reblog_of_id);
  return post !== undefined && (await isVisible(db, viewerId, post)) ? { named, post } : null;
}

export function isTarget(found: Target | SubmissionRow): found is Target {
  return 'post' in found;
}

/** @throws AppError `not_found`; `invalid` for a pending post of one's own */
export async function publishedTarget(db: Db, viewerId: number, id: number): Promise<Target> {
  const found = await findTarget(db, viewerId, id);
  if (found === null) throw new AppError('not_found');
  if (!isTarget(found)) throw new AppError('invalid', { text: 'This post still waits for approval' });
  return found;
}
