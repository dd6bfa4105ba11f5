/** Every question of write is served by an index: nothing walks through a table that grows. */
import type { Page } from '@fanfare/kernel';
import type { Asked } from '@fanfare/testkit';
import { describeByIndex } from '@fanfare/testkit';
import { isBlocked, isVisible } from './access.ts';
import { listDeeds } from './audit-log.ts';
import { authorById, nextIsPulled } from './authors.ts';
import { isAnyDue } from './blob-removals.ts';
import type { Db } from './db.ts';
import { deliveryOf } from './delivery.ts';
import { mediaInEdits } from './edits.ts';
import { hasOldKeys } from './idempotency.ts';
import { instanceRow } from './instance-settings.ts';
import { mediaByIds, mediaOfStatus, mediaOfSubmission, unattachedMedia } from './media.ts';
import { mentionsOfStatus, partsOf, tagsOfStatus, usernamesOf } from './parts.ts';
import { currentPolicy } from './policy.ts';
import { boostBy, boostsOf, liveStatus, statusesByIds } from './statuses.ts';
import {
  countApproved,
  listSubmissions,
  pendingEditOf,
  pendingEditsOf,
  submissionBehind,
  submissionsByIds,
} from './submissions.ts';

const newest: Page = { maxId: 1000, sinceId: null, minId: null, limit: 20 };
const oldest: Page = { maxId: null, sinceId: null, minId: 10, limit: 20 };
const hidden = { id: 1, account_id: 2, visibility: 'private' as const };

/** `ordered`: a list, which must come from its index in the page's order. */
const asked: Asked[] = [
  { name: 'status', run: (db) => liveStatus(db, 1) },
  { name: 'statuses', run: (db) => statusesByIds(db, [1, 2]) },
  { name: 'boost of one person', run: (db) => boostBy(db, 1, 2) },
  { name: 'boosts', ordered: true, run: (db) => boostsOf(db, 1, 100) },
  { name: 'visible', run: (db) => isVisible(db, 9, hidden) },
  { name: 'blocked', run: (db) => isBlocked(db, 1, 2) },
  { name: 'author', run: (db) => authorById(db, 1) },
  { name: 'push mode', run: (db) => nextIsPulled(db, 1, 0) },
  { name: 'parts of a text', run: (db) => partsOf(db, 1, '@a @b #c', 'http://x.example') },
  { name: 'names', run: (db) => usernamesOf(db, [1, 2]) },
  {
    name: 'mentions and tags',
    run: async (db) => [await mentionsOfStatus(db, 1), await tagsOfStatus(db, 1)],
  },
  { name: 'policy', run: (db) => currentPolicy(db, 'off') },
  { name: 'settings of the place', run: (db) => instanceRow(db) },
  { name: 'approved posts', run: (db) => countApproved(db, 1, 3) },
  { name: 'submissions', run: (db) => submissionsByIds(db, [1, 2]) },
  { name: 'waiting edit', run: (db) => pendingEditOf(db, 1) },
  { name: 'waiting edits', run: (db) => pendingEditsOf(db, 1, [2, 3]) },
  { name: 'what a status was', run: (db) => submissionBehind(db, 1) },
  { name: 'delivery', run: (db) => deliveryOf(db, 1) },
  { name: 'media', run: (db) => mediaByIds(db, [1, 2]) },
  { name: 'media of a post', ordered: true, run: (db) => mediaOfStatus(db, 1) },
  { name: 'media of a submission', run: (db) => mediaOfSubmission(db, 1) },
  { name: 'media of edits', run: (db) => mediaInEdits(db, 1) },
  { name: 'uploads nobody posted', ordered: true, run: (db) => unattachedMedia(db, 1000, 100) },
  { name: 'old keys', run: (db) => hasOldKeys(db, 1000) },
  { name: 'blobs due', run: (db) => isAnyDue(db, 1000) },
  ...[newest, oldest].flatMap((page) => {
    const way = page === newest ? 'newest first' : 'oldest first';
    const list = (name: string, run: (db: Db) => Promise<unknown>) => ({
      name: `${name}, ${way}`,
      ordered: true,
      run,
    });
    return [
      list('all submissions', (db) => listSubmissions(db, {}, page)),
      list('submissions by state', (db) => listSubmissions(db, { state: 'pending' }, page)),
      list('submissions of one', (db) => listSubmissions(db, { accountId: 1 }, page)),
      list('waiting ones of one', (db) => listSubmissions(db, { accountId: 1, state: 'pending' }, page)),
      list('all deeds', (db) => listDeeds(db, {}, page)),
      list('deeds of one', (db) => listDeeds(db, { actorId: 1 }, page)),
      list('deeds of a kind', (db) => listDeeds(db, { action: 'policy.update' }, page)),
      list('deeds on one', (db) => listDeeds(db, { targetKind: 'submission', targetId: '1' }, page)),
    ];
  }),
];

describeByIndex(asked);
