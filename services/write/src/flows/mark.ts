/** Favourites and bookmarks. All four verbs may be repeated without harm. */
import type { CoreUnit } from '../store/db.ts';
import { deleteMark, insertMark } from '../store/marks.ts';
import { liveStatus } from '../store/statuses.ts';
import { publishedTarget } from '../store/targets.ts';

export type Mark = (unit: CoreUnit, accountId: number, id: number) => Promise<void>;

export const favourite: Mark = async (unit, accountId, id) => {
  const { post } = await publishedTarget(unit.db, accountId, id);
  const favouriteId = await insertMark(unit, 'favourites', accountId, post.id);
  if (favouriteId === null) return;
  unit.count('status.favourites', post.id, 1);
  unit.acted(accountId);
  unit.emit('status.favourited', {
    favourite_id: favouriteId,
    status_id: post.id,
    author_id: post.account_id,
    account_id: accountId,
  });
};

export const unfavourite: Mark = async (unit, accountId, id) => {
  const post = await markedPost(unit, accountId, id);
  const favouriteId = await deleteMark(unit.db, 'favourites', accountId, post.id);
  if (favouriteId === null) return;
  unit.count('status.favourites', post.id, -1);
  unit.acted(accountId);
  unit.emit('status.unfavourited', {
    favourite_id: favouriteId,
    status_id: post.id,
    author_id: post.account_id,
    account_id: accountId,
  });
};

export const bookmark: Mark = async (unit, accountId, id) => {
  const { post } = await publishedTarget(unit.db, accountId, id);
  if ((await insertMark(unit, 'bookmarks', accountId, post.id)) !== null) unit.acted(accountId);
};

export const unbookmark: Mark = async (unit, accountId, id) => {
  const post = await markedPost(unit, accountId, id);
  if ((await deleteMark(unit.db, 'bookmarks', accountId, post.id)) !== null) unit.acted(accountId);
};

/** One's own mark can be taken back also where the post can no longer be seen; the answer then is 404 all the same. */
async function markedPost(
  unit: CoreUnit,
  accountId: number,
  id: number,
): Promise<{ id: number; account_id: number }> {
  const named = await liveStatus(unit.db, id);
  if (named === undefined) return (await publishedTarget(unit.db, accountId, id)).post;
  if (named.reblog_of_id === null) return named;
  return { id: named.reblog_of_id, account_id: named.reblog_of_account_id ?? named.account_id };
}
