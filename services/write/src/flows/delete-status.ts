/** Deletes a post of one's own: tombstone, counters, boosts, uploads, waiting edits, event. */
import { AppError } from '@fanfare/kernel';
import { BATCH } from '../config.ts';
import type { WriteMetrics } from '../metrics.ts';
import { removeLater } from '../store/blob-removals.ts';
import type { CoreUnit } from '../store/db.ts';
import { deleteEdits, mediaInEdits } from '../store/edits.ts';
import type { MediaRow } from '../store/media.ts';
import { changeMedia, deleteMedia, keysOf, mediaByIds, mediaOfStatus } from '../store/media.ts';
import { deleteParts, mentionsOfStatus, tagsOfStatus } from '../store/parts.ts';
import type { StatusRow } from '../store/statuses.ts';
import { boostsOf, buryStatus, takeStatus } from '../store/statuses.ts';
import { emptySubmissionsOf, pendingEditOf } from '../store/submissions.ts';
import type { FreshKeys } from './attach.ts';
import { adoptFresh } from './attach.ts';
import { buryBoost } from './boost.ts';
import { count, eventOf } from './publish.ts';
import { withdraw } from './withdraw.ts';

/**
 * @param secret copies of the uploads under new keys, so that the author can post them anew; null: they go
 * @throws AppError `not_found` when somebody else deleted it first
 */
export async function deleteStatus(
  unit: CoreUnit,
  found: StatusRow,
  secret: FreshKeys | null,
  counted: WriteMetrics,
): Promise<void> {
  const status = await takeStatus(unit.db, found.id);
  if (status === undefined) throw new AppError('not_found');
  if (status.reblog_of_id !== null) {
    if (!(await buryBoost(unit, status))) throw new AppError('not_found');
    return;
  }
  if (!(await buryStatus(unit.db, status, unit.now))) throw new AppError('not_found');
  const mentions = await mentionsOfStatus(unit.db, status.id);
  const tags = await tagsOfStatus(unit.db, status.id);
  const waiting = await pendingEditOf(unit.db, status.id);
  if (waiting !== undefined) await withdraw(unit, waiting, counted);
  await emptySubmissionsOf(unit.db, status.id);
  await releaseMedia(unit, status.id, secret);
  await deleteEdits(unit.db, status.id);
  await deleteParts(unit.db, status.id);
  count(unit, status, -1);
  unit.emit('status.deleted', { ...eventOf(status, mentions, tags), version: status.version + 1 });
  // The few boosts that most posts have go at once; the rest follows with the event, batch by batch.
  await buryBoosts(unit, status.id);
}

/** How many were buried. */
export async function buryBoosts(unit: CoreUnit, statusId: number): Promise<number> {
  const boosts = await boostsOf(unit.db, statusId, BATCH);
  for (const boost of boosts) await buryBoost(unit, boost);
  return boosts.length;
}

async function releaseMedia(unit: CoreUnit, statusId: number, secret: FreshKeys | null): Promise<void> {
  const attached = await mediaOfStatus(unit.db, statusId);
  const earlier = await mediaByIds(unit.db, [...(await mediaInEdits(unit.db, statusId))]);
  const detached = earlier.filter((row) => row.status_id === null && row.published === 1);
  const kept = attached.filter((row) => secret?.byMedia.has(row.id));
  if (secret !== null && kept.length > 0) {
    const ids = kept.map((row) => row.id);
    await adoptFresh(unit, secret, ids);
  }
  for (const row of kept) await hideAgain(unit, row, secret?.byMedia.get(row.id));
  const gone = [...attached.filter((row) => !kept.includes(row)), ...detached];
  await deleteMedia(
    unit.db,
    gone.map((row) => row.id),
  );
  await removeLater(unit, [...kept, ...gone].flatMap(keysOf));
}

async function hideAgain(unit: CoreUnit, row: MediaRow, keys: Partial<MediaRow> | undefined): Promise<void> {
  await changeMedia(unit.db, row, {
    ...keys,
    status_id: null,
    submission_id: null,
    published: 0,
    created_at: unit.now,
  });
}
