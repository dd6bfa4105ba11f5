/** Publishes posts in bulk (seed, tests): past approval and limits, with every effect of a single post. */
import type { Visibility } from '@fanfare/contracts/tables';
import { AppError } from '@fanfare/kernel';
import { normalizeText } from '@fanfare/text';
import { BATCH } from '../config.ts';
import type { Write } from '../needs.ts';
import { rulesOf } from '../needs.ts';
import type { CoreUnit } from '../store/db.ts';
import type { StatusRow } from '../store/statuses.ts';
import { liveStatus } from '../store/statuses.ts';
import type { PublishRules } from './publish.ts';
import { publish } from './publish.ts';

export interface BulkPost {
  account_id: number;
  text: string;
  visibility?: Visibility;
  in_reply_to_id?: number;
  reply_to?: number;
}

/** Ids in the order given. @throws AppError `invalid` for a reply to what is not there */
export async function publishMany(write: Write, posts: readonly BulkPost[]): Promise<number[]> {
  const ids: number[] = [];
  for (let at = 0; at < posts.length; at += BATCH) {
    const batch = posts.slice(at, at + BATCH);
    const made = await write.db.unit((unit) => publishBatch(unit, rulesOf(write), batch, ids), {
      lane: 'bulk',
    });
    ids.push(...made);
  }
  return ids;
}

async function publishBatch(
  unit: CoreUnit,
  rules: PublishRules,
  posts: readonly BulkPost[],
  before: readonly number[],
): Promise<number[]> {
  const made: number[] = [];
  for (const post of posts) {
    const index = post.reply_to;
    const repliedTo = index === undefined ? undefined : (before[index] ?? made[index - before.length] ?? 0);
    const status = await publish(unit, rules, {
      accountId: post.account_id,
      content: { text: normalizeText(post.text), spoilerText: '', sensitive: false, language: null },
      visibility: post.visibility ?? 'public',
      parent: await parentOf(unit, repliedTo ?? post.in_reply_to_id),
      applicationId: null,
      hasMedia: false,
      submissionId: null,
    });
    made.push(status.id);
  }
  return made;
}

async function parentOf(unit: CoreUnit, id: number | undefined): Promise<StatusRow | null> {
  if (id === undefined) return null;
  const parent = await liveStatus(unit.db, id);
  if (parent !== undefined) return parent;
  throw new AppError('invalid', { text: 'A post of the batch replies to one that does not exist' });
}
