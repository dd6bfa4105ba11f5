/** Submits posts for approval in bulk, whatever the policy says (seed): how waiting looks is seen without changing it. */

import { AppError } from '@fanfare/kernel';
import { checkContent, readContent } from '../domain/content.ts';
import type { Write } from '../needs.ts';
import type { CoreUnit } from '../store/db.ts';
import { liveStatus } from '../store/statuses.ts';
import { submit } from './submit.ts';

export interface BulkSubmission {
  account_id: number;
  text: string;
  language?: string;
  in_reply_to_id?: number;
}

/** Ids of the submissions, in the order given. @throws AppError `invalid` */
export function submitMany(write: Write, posts: readonly BulkSubmission[]): Promise<number[]> {
  return write.db.unit(
    async (unit) => {
      const ids: number[] = [];
      for (const post of posts) ids.push(await submitOne(unit, post));
      return ids;
    },
    { lane: 'bulk' },
  );
}

async function submitOne(unit: CoreUnit, post: BulkSubmission): Promise<number> {
  const content = readContent(
    { status: post.text, language: post.language },
    { sensitive: false, language: null },
  );
  checkContent(content, 0);
  const parent = post.in_reply_to_id ?? null;
  if (parent !== null && (await liveStatus(unit.db, parent)) === undefined)
    throw new AppError('invalid', { text: 'A submission replies to a post that does not exist' });
  const about = {
    account_id: post.account_id,
    visibility: 'public' as const,
    in_reply_to_id: parent,
    parent_submission_id: null,
    edit_of_id: null,
    edit_base_version: null,
    application_id: null,
  };
  return submit(unit, about, { content, rows: [], media: [] });
}
