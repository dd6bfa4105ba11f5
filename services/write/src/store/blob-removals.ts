/**
 * Blobs that must go. A row is written in the unit that stops naming a blob, and goes once the engine has
 * deleted it. A new blob is announced the same way before it is written, due an hour later, and the unit that
 * names it takes the row back: whatever a crash leaves behind is removed.
 */
import { AppError } from '@fanfare/kernel';
import { insertMany } from '@fanfare/sql';
import { ADOPT_BLOBS_WITHIN, REMOVE_AGAIN_AFTER } from '../config.ts';
import type { CoreDatabase, CoreUnit, Db } from './db.ts';

export async function removeLater(unit: CoreUnit, keys: readonly string[]): Promise<void> {
  const rows = keys.map((key) => ({ key, due_at: unit.now }));
  await insertMany(unit.db, 'blob_removals', rows);
}

export interface Announced {
  keys: string[];
  due: number;
}

export function announceBlobs(db: CoreDatabase, keys: string[]): Promise<Announced> {
  return db.unit(async (unit) => {
    const due = unit.now + ADOPT_BLOBS_WITHIN;
    const rows = keys.map((key) => ({ key, due_at: due }));
    await insertMany(unit.db, 'blob_removals', rows);
    return { keys, due };
  });
}

/** @throws AppError `conflict` when the announcement ran out: the blobs may be gone */
export async function adoptBlobs(unit: CoreUnit, announced: Announced): Promise<void> {
  if (announced.keys.length === 0) return;
  const taken = await unit.db
    .deleteFrom('blob_removals')
    .where('key', 'in', announced.keys)
    .where('due_at', '=', announced.due)
    .executeTakeFirst();
  if (Number(taken.numDeletedRows) !== announced.keys.length) {
    throw new AppError('conflict', { detail: 'a new blob was not adopted in time' });
  }
}

/** Whether a sweep would find something: asked first, so that an idle server writes nothing. */
export async function isAnyDue(db: Db, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('blob_removals')
    .select('key')
    .where('due_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keys due now. They are moved first, so that no unit adopts what is being deleted. */
export function claimDue(db: CoreDatabase, limit: number): Promise<string[]> {
  return db.unit(
    async (unit) => {
      const rows = await unit.db
        .selectFrom('blob_removals')
        .select('key')
        .where('due_at', '<=', unit.now)
        .orderBy('due_at')
        .limit(limit)
        .execute();
      const keys = rows.map((row) => row.key);
      if (keys.length > 0) await postpone(unit.db, keys, unit.now + REMOVE_AGAIN_AFTER);
      return keys;
    },
    { lane: 'bulk' },
  );
}

async function postpone(db: Db, keys: string[], due: number): Promise<void> {
  await db.updateTable('blob_removals').set({ due_at: due }).where('key', 'in', keys).execute();
}

/** These are deleted. */
export async function forgetRemovals(db: CoreDatabase, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  await db.unit((unit) =>
    unit.db
      .deleteFrom('blob_removals')
      .where('key', 'in', [...keys])
      .execute(),
  );
}
