/** Background removal, a bounded batch at a time: blobs that are due, old idempotency keys, uploads nobody posted. */
import { BATCH, KEEP_IDEMPOTENCY_KEYS, KEEP_UNATTACHED_MEDIA } from '../config.ts';
import type { WriteNeeds } from '../needs.ts';
import { claimDue, forgetRemovals, removeLater } from '../store/blob-removals.ts';
import type { CoreDatabase } from '../store/db.ts';
import { deleteOldKeys } from '../store/idempotency.ts';
import { changeMedia, deleteMedia, keysOf, unattachedMedia } from '../store/media.ts';

type SweepNeeds = Pick<WriteNeeds, 'db' | 'blob'>;

export async function sweep(needs: SweepNeeds): Promise<void> {
  await removeDue(needs);
  while ((await sweepKeys(needs.db)) === BATCH);
  while ((await sweepUploads(needs.db)) > 0);
  await removeDue(needs);
}

/** A blob that the engine does not delete now stays announced, and is tried again later. */
export async function removeDue({ db, blob }: SweepNeeds): Promise<void> {
  for (let keys = await claimDue(db, BATCH); keys.length > 0; keys = await claimDue(db, BATCH)) {
    await blob.delete(...keys);
    await forgetRemovals(db, keys);
  }
}

function sweepKeys(db: CoreDatabase): Promise<number> {
  return db.unit((unit) => deleteOldKeys(unit.db, unit.now - KEEP_IDEMPOTENCY_KEYS, BATCH), { lane: 'bulk' });
}

function sweepUploads(db: CoreDatabase): Promise<number> {
  return db.unit(
    async (unit) => {
      const rows = await unattachedMedia(unit.db, unit.now - KEEP_UNATTACHED_MEDIA, BATCH);
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
