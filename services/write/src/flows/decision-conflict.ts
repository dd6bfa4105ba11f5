/** 409 with who decided what. */
import { AppError } from '@fanfare/kernel';
import { whyFixed, whyUndecidable } from '../domain/decision.ts';
import { presentApproval } from '../domain/present-submission.ts';
import type { Db } from '../store/db.ts';
import { usernamesOf } from '../store/parts.ts';
import type { SubmissionRow } from '../store/submissions.ts';

/** @throws AppError `conflict` unless this version waits */
export async function requireDecidable(db: Db, row: SubmissionRow, version: number): Promise<void> {
  if (row.state === 'pending' && row.version === version) return;
  const decider = await deciderOf(db, row);
  throw conflict(row, decider, whyUndecidable(row, version, nameOf(decider)));
}

/** @throws AppError `conflict` unless its author may still change it */
export async function requireOpen(db: Db, row: SubmissionRow): Promise<void> {
  if (row.state === 'pending' || row.state === 'rejected') return;
  const decider = await deciderOf(db, row);
  throw conflict(row, decider, whyFixed(row, nameOf(decider)));
}

/** A reason why what waits cannot be published. */
export function cannotPublish(row: SubmissionRow, text: string): AppError {
  return conflict(row, undefined, text);
}

type Decider = { id: number; username: string } | undefined;

function conflict(row: SubmissionRow, decider: Decider, text: string | null): AppError {
  const decidedBy = decider === undefined ? null : { id: String(decider.id), username: decider.username };
  return new AppError('conflict', {
    ...(text === null ? {} : { text }),
    extra: { approval: presentApproval(row), decided_by: decidedBy },
  });
}

async function deciderOf(db: Db, row: SubmissionRow): Promise<Decider> {
  return row.decided_by === null ? undefined : (await usernamesOf(db, [row.decided_by]))[0];
}

function nameOf(decider: Decider): string {
  return decider === undefined ? 'A reviewer' : `@${decider.username}`;
}
