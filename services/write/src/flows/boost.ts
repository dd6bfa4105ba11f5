/** Boosts: a row of the booster's own that names the post. */
import { AppError } from '@fanfare/kernel';
import { boostVisibility } from '../domain/visibility.ts';
import { authorById, nextIsPulled } from '../store/authors.ts';
import type { CoreUnit } from '../store/db.ts';
import type { StatusRow } from '../store/statuses.ts';
import { boostBy, buryStatus, holdStatus, insertBoost, liveStatus } from '../store/statuses.ts';
import { publishedTarget } from '../store/targets.ts';
import type { PublishRules } from './publish.ts';
import { count, deliver, eventOf } from './publish.ts';

/** @returns the id of the boost, also when there was one already. @throws AppError `not_found`, `forbidden`, `invalid` */
export async function boost(
  unit: CoreUnit,
  rules: PublishRules,
  accountId: number,
  id: number,
  options: { visibility?: string | null | undefined; applicationId: string },
): Promise<number> {
  const { post } = await publishedTarget(unit.db, accountId, id);
  const mayBoost = post.visibility === 'public' || post.visibility === 'unlisted';
  if (!mayBoost && !(post.visibility === 'private' && post.account_id === accountId)) {
    throw new AppError('forbidden');
  }
  const author = await authorById(unit.db, accountId);
  if (author === undefined || author.state !== 'active') throw new AppError('account_suspended');
  const already = await boostBy(unit.db, accountId, post.id);
  if (already !== undefined) return already.id;
  // A deletion that comes meanwhile waits for this boost, and then finds it.
  if (!(await holdStatus(unit.db, post.id))) throw new AppError('not_found');
  const row: StatusRow = {
    ...emptyBoost(unit, accountId, post),
    visibility: boostVisibility(post.visibility, options.visibility, author.default_privacy),
    application_id: options.applicationId,
    pulled: (await nextIsPulled(unit.db, accountId, rules.pushFollowerLimit)) ? 1 : 0,
  };
  if (!(await insertBoost(unit.db, row))) {
    const twin = await boostBy(unit.db, accountId, post.id);
    if (twin === undefined) throw new AppError('conflict');
    return twin.id;
  }
  count(unit, row, 1);
  unit.acted(accountId);
  await deliver(unit, row, { mentions: [], tags: [] }, null);
  return row.id;
}

function emptyBoost(
  unit: CoreUnit,
  accountId: number,
  post: StatusRow,
): Omit<StatusRow, 'visibility' | 'pulled' | 'application_id'> {
  const id = unit.id<'status'>();
  return {
    id,
    account_id: accountId,
    text: '',
    spoiler_text: '',
    sensitive: 0,
    language: null,
    in_reply_to_id: null,
    in_reply_to_account_id: null,
    thread_id: id,
    reblog_of_id: post.id,
    reblog_of_account_id: post.account_id,
    created_at: unit.now,
    edited_at: null,
    deleted_at: null,
    version: 1,
    has_media: 0,
  };
}

/** Undoes the person's boost, if there is one; works also when the post can no longer be seen. @returns the id of the post */
export async function unboost(unit: CoreUnit, accountId: number, id: number): Promise<number> {
  const named = await liveStatus(unit.db, id);
  const postId = named?.reblog_of_id ?? named?.id ?? (await publishedTarget(unit.db, accountId, id)).post.id;
  const own = await boostBy(unit.db, accountId, postId);
  if (own !== undefined) await buryBoost(unit, own);
  return postId;
}

/** False: it was gone already. */
export async function buryBoost(unit: CoreUnit, row: StatusRow): Promise<boolean> {
  if (!(await buryStatus(unit.db, row, unit.now))) return false;
  count(unit, row, -1);
  unit.acted(row.account_id);
  unit.emit('status.deleted', { ...eventOf(row, [], []), version: row.version + 1 });
  return true;
}
