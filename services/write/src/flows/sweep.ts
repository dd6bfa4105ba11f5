/** Background removal, a bounded batch at a time: blobs that are due, old idempotency keys, uploads nobody posted. */
import { BATCH, KEEP_IDEMPOTENCY_KEYS, KEEP_UNATTACHED_MEDIA } from '../config.ts';
import type { WriteNeeds } from '../needs.ts';
import { claimDue, forgetRemovals, isAnyDue, removeLater } from '../store/blob-removals.ts';
import type { CoreDatabase } from '../store/db.ts';
import { deleteOldKeys, hasOldKeys } from '../store/idempotency.ts';
import { changeMedia, deleteMedia, keysOf, unattachedMedia } from '../store/media.ts';

type SweepNeeds = Pick<WriteNeeds, 'db' | 'blob' | 'clock'>;

export async function sweep(needs: SweepNeeds): Promise<void> {
  const { db, clock } = needs;
  const oldKeys = clock.now() - KEEP_IDEMPOTENCY_KEYS;
  const oldUploads = clock.now() - KEEP_UNATTACHED_MEDIA;
  // An idle server only reads.
  if (await hasOldKeys(db.read, oldKeys)) while ((await sweepKeys(db, oldKeys)) === BATCH);
  if ((await unattachedMedia(db.read, oldUploads, 1)).length > 0) {
    while ((await sweepUploads(db, oldUploads)) === BATCH);
  }
  await removeDue(needs);
}

/** A blob that the engine does not delete now stays announced, and is tried again later. */
export async function removeDue({ db, blob, clock }: SweepNeeds): Promise<void> {
  while (await isAnyDue(db.read, clock.now())) {
    const keys = await claimDue(db, BATCH);
    if (keys.length === 0) break;
    await blob.delete(...keys);
    await forgetRemovals(db, keys);
  }
}

function sweepKeys(db: CoreDatabase, before: number): Promise<number> {
  return db.unit((unit) => deleteOldKeys(unit.db, before, BATCH), { lane: 'bulk' });
}

function sweepUploads(db: CoreDatabase, before: number): Promise<number> {
  return db.unit(
    async (unit) => {
      const rows = await unattachedMedia(unit.db, before, BATCH);
      for (const row of rows) {
        // Whoever attaches it at this moment finds it gone, or we find it attached.
        if (!(await changeMedia(unit.db, row, { original_key: null, preview_key: null }))) continue;
        await removeLater(unit, keysOf(row));
        await deleteMedia(unit.db, [row.id]);
      }
      return rows.length;
    },
    { lane: 'bulk' },
  );
}
