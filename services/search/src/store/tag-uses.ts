/** Where a tag was used, as far as everybody may know. */
import { idAt } from '@fanfare/kernel';
import { TAG_USES } from '../config.ts';
import type { Db } from './db.ts';

export interface TagUse {
  status_id: number;
  account_id: number;
}

/** Uses in public posts that live, made at or after `since` (ms), the newest first; bounded. Null: there never were any. */
export async function tagUses(db: Db, tag: string, since: number): Promise<TagUse[] | null> {
  const recent = await uses(db, tag)
    .where('status_tags.status_id', '>=', idAt(since))
    .limit(TAG_USES)
    .execute();
  if (recent.length > 0) return recent;
  return (await uses(db, tag).limit(1).executeTakeFirst()) === undefined ? null : [];
}

function uses(db: Db, tag: string) {
  return db
    .selectFrom('status_tags')
    .innerJoin('statuses', 'statuses.id', 'status_tags.status_id')
    .select(['status_tags.status_id', 'statuses.account_id'])
    .where('status_tags.tag', '=', tag)
    .where('statuses.visibility', '=', 'public')
    .where('statuses.deleted_at', 'is', null)
    .orderBy('status_tags.status_id', 'desc');
}
