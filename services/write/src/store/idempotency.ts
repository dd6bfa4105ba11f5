/** Rows of Idempotency-Keys: DESIGN §5. */
import { createHash } from 'node:crypto';
import { AppError } from '@fanfare/kernel';
import { insertIgnore } from '@fanfare/sql';
import { KEEP_IDEMPOTENCY_KEYS } from '../config.ts';
import type { CoreUnit, Db } from './db.ts';

export interface KeyResult {
  kind: 'status' | 'submission';
  id: number;
}

/** A key as it is kept: the column holds 255 characters, a client may send more. */
function kept(key: string): string {
  return key.length <= 200 ? key : createHash('sha256').update(key).digest('base64url');
}

/**
 * Claims the key before anything else in the unit. A twin that is still in flight is waited for: on a server
 * engine the insertion waits for its row, and SQLite runs units one after the other.
 * @returns the result of the first request with this key and body; null: this is the first
 * @throws AppError `invalid` when the key was used for another body
 */
export async function claimKey(
  unit: CoreUnit,
  accountId: number,
  key: string,
  hash: string,
): Promise<KeyResult | null> {
  const row = {
    account_id: accountId,
    key: kept(key),
    body_hash: hash,
    result_kind: null,
    result_id: null,
    created_at: unit.now,
  };
  await unit.db
    .deleteFrom('idempotency_keys')
    .where('account_id', '=', accountId)
    .where('key', '=', row.key)
    .where('created_at', '<=', unit.now - KEEP_IDEMPOTENCY_KEYS)
    .execute();
  if (await insertIgnore(unit.db, 'idempotency_keys', row)) return null;
  const first = await unit.db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('key', '=', row.key)
    .executeTakeFirstOrThrow();
  if (first.body_hash !== hash) {
    throw new AppError('invalid', { text: 'This Idempotency-Key was used with another body' });
  }
  const kind = first.result_kind;
  if (first.result_id === null || (kind !== 'status' && kind !== 'submission')) {
    throw new AppError('internal', { detail: 'an idempotency key was committed without its result' });
  }
  return { kind, id: first.result_id };
}

export async function keepResult(
  unit: CoreUnit,
  accountId: number,
  key: string,
  result: KeyResult,
): Promise<void> {
  await unit.db
    .updateTable('idempotency_keys')
    .set({ result_kind: result.kind, result_id: result.id })
    .where('account_id', '=', accountId)
    .where('key', '=', kept(key))
    .execute();
}

export async function hasOldKeys(db: Db, before: number): Promise<boolean> {
  const row = await db
    .selectFrom('idempotency_keys')
    .select('key')
    .where('created_at', '<', before)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** How many were deleted, at most `limit`. */
export async function deleteOldKeys(db: Db, before: number, limit: number): Promise<number> {
  const rows = await db
    .selectFrom('idempotency_keys')
    .select(['account_id', 'key'])
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  for (const row of rows) {
    await db
      .deleteFrom('idempotency_keys')
      .where('account_id', '=', row.account_id)
      .where('key', '=', row.key)
      .where('created_at', '<', before)
      .execute();
  }
  return rows.length;
}
