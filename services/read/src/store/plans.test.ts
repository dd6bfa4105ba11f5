/** Every statement of read is served by an index: nothing walks through a table that grows. */
import { counterKinds } from '@fanfare/contracts/tables';
import type { Page } from '@fanfare/kernel';
import { counts } from '@fanfare/sql';
import type { Asked } from '@fanfare/testkit';
import { describeByIndex } from '@fanfare/testkit';
import { accountEntries } from './account-list.ts';
import {
  accountIdByName,
  accountRows,
  accountStates,
  accountsByNames,
  countFollowRequests,
} from './accounts.ts';
import { otherBoosts } from './boosts.ts';
import type { Db } from './db.ts';
import { editRows, mediaByIds } from './edits.ts';
import { flagRows } from './flags.ts';
import { instanceRow } from './instance-settings.ts';
import { favouritedBy, markedEntries, publicEntries, rebloggedBy, tagEntries } from './lists.ts';
import { relations } from './relations.ts';
import { statusParts, statusRows, statusVersions } from './statuses.ts';
import { nodesAbove, nodesBelow } from './thread.ts';

const newest: Page = { maxId: 1000, sinceId: null, minId: null, limit: 20 };
const oldest: Page = { maxId: null, sinceId: null, minId: 10, limit: 20 };
const account = { accountId: 1, visibilities: ['public', 'unlisted'] as const, mentioned: 2 };
const everything = { onlyMedia: false, excludeReplies: false, excludeReblogs: false, tag: null };
const some = { onlyMedia: true, excludeReplies: true, excludeReblogs: true, tag: 'x' };
const boosts = { viewers: [1, 2], posts: [3, 4], from: 1, to: 1000 };
const counters = ['status.replies', 'account.followers'] as const;
const limits = { ancestors: 40, descendants: 60, depth: 20 };

/** What each part of reading asks; `ordered` ones also come from the index in the page's order. */
const asked: Asked[] = [
  { name: 'statuses by id', run: (db) => statusRows(db, [1, 2]) },
  { name: 'versions of statuses', run: (db) => statusVersions(db, [1, 2]) },
  { name: 'mentions, tags and media', run: (db) => statusParts(db, [1, 2]) },
  { name: 'accounts', run: (db) => accountRows(db, [1, 2]) },
  { name: 'states of accounts', run: (db) => accountStates(db, [1, 2]) },
  { name: 'account by name', run: (db) => accountIdByName(db, 'bob') },
  { name: 'accounts by names', run: (db) => accountsByNames(db, ['bob', 'eve']) },
  { name: 'settings of the place', run: (db) => instanceRow(db) },
  { name: 'follow requests', run: (db) => countFollowRequests(db, 1) },
  { name: 'relations of one', run: (db) => relations(db, [1], [2, 3]) },
  { name: 'relations of many', run: (db) => relations(db, [1, 2, 3], [4, 5]) },
  { name: 'flags', run: (db) => flagRows(db, [1], [2, 3]) },
  { name: 'counters', run: (db) => counts(db, counters, [1, 2]) },
  { name: 'all counters', run: (db) => counts(db, counterKinds, [1, 2]) },
  { name: 'edits', ordered: true, run: (db) => editRows(db, 1) },
  { name: 'media of edits', run: (db) => mediaByIds(db, [1, 2]) },
  { name: 'thread above', run: (db) => nodesAbove(db, { id: 9, thread_id: 1, in_reply_to_id: 8 }, 40) },
  { name: 'thread below', ordered: true, run: (db) => nodesBelow(db, { id: 9, thread_id: 1 }, limits) },
  { name: 'other boosts, by boosts', run: (db) => otherBoosts(db, boosts, false) },
  { name: 'other boosts, by follows', run: (db) => otherBoosts(db, boosts, true) },
  ...[newest, oldest].flatMap((page) => {
    const way = page === newest ? 'newest first' : 'oldest first';
    const tags = { any: ['a', 'b'], all: ['c'], none: ['d'], media: true };
    const list = (name: string, run: (db: Db) => Promise<unknown>) => ({
      name: `${name}, ${way}`,
      ordered: true,
      run,
    });
    return [
      list('public', (db) => publicEntries(db, page, { media: false })),
      list('public media', (db) => publicEntries(db, page, { media: true })),
      list('tags', (db) => tagEntries(db, page, tags)),
      list('favourites', (db) => markedEntries(db, 'favourites', 1, page)),
      list('bookmarks', (db) => markedEntries(db, 'bookmarks', 1, page)),
      list('favourited by', (db) => favouritedBy(db, 1, page)),
      list('reblogged by', (db) => rebloggedBy(db, 1, page)),
      list('account', (db) => accountEntries(db, page, { ...account, ...everything })),
      list('account, filtered', (db) => accountEntries(db, page, { ...account, ...some })),
    ];
  }),
];

describeByIndex(asked);
