/** The approval policy as it stands: a row once it was changed over the API, the start value before. */
import type { ApprovalPolicy } from '@fanfare/contracts/entities';
import { upsert } from '@fanfare/sql';
import { approvedPostsToCount, needsApproval, startPolicy } from '../domain/policy.ts';
import type { Author } from './authors.ts';
import type { Db } from './db.ts';
import type { StatusRow } from './statuses.ts';
import { countApproved } from './submissions.ts';

const NAME = 'approval_policy';

export async function currentPolicy(db: Db, startMode: ApprovalPolicy['mode']): Promise<ApprovalPolicy> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', NAME).executeTakeFirst();
  return row === undefined ? startPolicy(startMode) : JSON.parse(row.value);
}

export async function keepPolicy(db: Db, policy: ApprovalPolicy): Promise<void> {
  const before = await db
    .selectFrom('settings')
    .select('version')
    .where('name', '=', NAME)
    .executeTakeFirst();
  const row = { name: NAME, value: JSON.stringify(policy), version: (before?.version ?? 0) + 1 };
  await upsert(db, 'settings', { keys: ['name'], row, update: ['value', 'version'] });
}

/** Read in the writing transaction, so that a change of policy holds from its commit on. */
export async function mustWait(
  db: Db,
  startMode: ApprovalPolicy['mode'],
  author: Author,
  visibility: StatusRow['visibility'],
): Promise<boolean> {
  const policy = await currentPolicy(db, startMode);
  if (policy.mode === 'off') return false;
  const approvedPosts = await countApproved(db, author.id, approvedPostsToCount(policy));
  return needsApproval(policy, { role: author.role, approvedPosts }, visibility);
}
