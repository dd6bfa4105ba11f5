/** The secret that seals addresses of unpublished pictures: one for all instances, made on first use. */
import { randomBytes } from 'node:crypto';
import { insertIgnore } from '@fanfare/sql';
import type { CoreDatabase } from './db.ts';

const NAME = 'pending_media_secret';

export async function pendingSecret(db: CoreDatabase): Promise<Buffer> {
  const known = await read(db);
  if (known !== null) return known;
  const value = randomBytes(32).toString('base64url');
  await db.unit((unit) => insertIgnore(unit.db, 'settings', { name: NAME, value, version: 1 }));
  const kept = await read(db);
  if (kept === null) throw new Error('The secret for unpublished pictures was not kept');
  return kept;
}

async function read(db: CoreDatabase): Promise<Buffer | null> {
  const row = await db.read
    .selectFrom('settings')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst();
  return row === undefined ? null : Buffer.from(row.value, 'base64url');
}
