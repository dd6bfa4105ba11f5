/** Makes a status: the row, what its text brings, counters, delivery and the event, in one unit. */
import type { Visibility } from '@fanfare/contracts/tables';
import type { Content } from '../domain/content.ts';
import { isDistributed } from '../domain/visibility.ts';
import { nextIsPulled, notePulled } from '../store/authors.ts';
import type { CoreUnit } from '../store/db.ts';
import type { Parts } from '../store/parts.ts';
import { insertParts, partsOf } from '../store/parts.ts';
import type { StatusRow } from '../store/statuses.ts';
import { insertStatus } from '../store/statuses.ts';

export interface PublishRules {
  publicUrl: string;
  pushFollowerLimit: number;
}

export interface Publication {
  accountId: number;
  content: Content;
  visibility: Visibility;
  parent: Pick<StatusRow, 'id' | 'account_id' | 'thread_id'> | null;
  applicationId: string | null;
  hasMedia: boolean;
  /** The submission that becomes this status. */
  submissionId: number | null;
}

/** @returns the new status's row, not yet with its media */
export async function publish(unit: CoreUnit, rules: PublishRules, post: Publication): Promise<StatusRow> {
  const parts = await partsOf(unit.db, post.accountId, post.content.text, rules.publicUrl);
  const pulled = await nextIsPulled(unit.db, post.accountId, rules.pushFollowerLimit);
  const row = rowOf(unit, post, pulled);
  await insertStatus(unit.db, row);
  await insertParts(unit.db, row.id, parts);
  count(unit, row, 1);
  await deliver(unit, row, parts, post.submissionId);
  return row;
}

function rowOf(unit: CoreUnit, post: Publication, pulled: boolean): StatusRow {
  const id = unit.id<'status'>();
  return {
    id,
    account_id: post.accountId,
    text: post.content.text,
    spoiler_text: post.content.spoilerText,
    visibility: post.visibility,
    sensitive: post.content.sensitive ? 1 : 0,
    language: post.content.language,
    in_reply_to_id: post.parent?.id ?? null,
    in_reply_to_account_id: post.parent?.account_id ?? null,
    thread_id: post.parent?.thread_id ?? id,
    reblog_of_id: null,
    reblog_of_account_id: null,
    application_id: post.applicationId,
    created_at: unit.now,
    edited_at: null,
    deleted_at: null,
    version: 1,
    pulled: pulled ? 1 : 0,
    has_media: post.hasMedia ? 1 : 0,
  };
}

/** Adds a status to the public numbers, or takes it out (-1). Direct posts are in none of them. */
export function count(unit: CoreUnit, status: StatusRow, by: 1 | -1): void {
  if (status.visibility === 'direct') return;
  unit.count('account.statuses', status.account_id, by);
  if (status.reblog_of_id !== null) unit.count('status.reblogs', status.reblog_of_id, by);
  if (status.in_reply_to_id !== null && isDistributed(status.visibility)) {
    unit.count('status.replies', status.in_reply_to_id, by);
  }
}

/** Announces a new status, and sees to it that it reaches homes: pushed, or noted for readers to pull. */
export async function deliver(
  unit: CoreUnit,
  status: StatusRow,
  parts: Parts,
  submissionId: number | null,
): Promise<void> {
  if (status.pulled === 1) await notePulled(unit, status.account_id, status.id);
  else unit.openFanout(status.id, status.account_id);
  unit.emit('status.published', {
    ...eventOf(
      status,
      parts.mentions,
      parts.tags.map((tag) => tag.folded),
    ),
    submission_id: submissionId,
    pulled: status.pulled === 1,
  });
}

/** What every event of a status says of it. */
export function eventOf(status: StatusRow, mentions: number[], tags: string[]) {
  return {
    status_id: status.id,
    account_id: status.account_id,
    version: status.version,
    visibility: status.visibility,
    in_reply_to_id: status.in_reply_to_id,
    in_reply_to_account_id: status.in_reply_to_account_id,
    reblog_of_id: status.reblog_of_id,
    reblog_of_account_id: status.reblog_of_account_id,
    mentions,
    tags,
    has_media: status.has_media === 1,
    submission_id: null,
  };
}
