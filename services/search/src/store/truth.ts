/** Rows of the truth as documents, by id and in windows of ids. */
import type { StatusFacts } from '../domain/documents.ts';
import { accountDocument, statusDocuments } from '../domain/documents.ts';
import type { Db } from './db.ts';
import type { SearchDocument } from './search-index.ts';

export interface Window {
  documents: SearchDocument[];
  /** The highest id in it; null: there is nothing behind it. */
  last: number | null;
}

/** Nothing: there is no such account. */
export async function documentsOfAccount(db: Db, id: number): Promise<SearchDocument[]> {
  return (await accounts(db).where('id', '=', id).execute()).map(accountDocument);
}

/** Nothing: it is a boost, or never was. */
export async function documentsOfStatus(db: Db, id: number): Promise<SearchDocument[]> {
  return documents(db, await statuses(db).where('id', '=', id).execute());
}

export async function accountWindow(db: Db, after: number, limit: number): Promise<Window> {
  const rows = await accounts(db).where('id', '>', after).orderBy('id').limit(limit).execute();
  return { documents: rows.map(accountDocument), last: rows.at(-1)?.id ?? null };
}

/** With tombstones of posts that were deleted. */
export async function statusWindow(db: Db, after: number, limit: number): Promise<Window> {
  const rows = await statuses(db).where('id', '>', after).orderBy('id').limit(limit).execute();
  return { documents: await documents(db, rows), last: rows.at(-1)?.id ?? null };
}

async function documents(db: Db, rows: readonly StatusFacts[]): Promise<SearchDocument[]> {
  const ids = rows.flatMap((row) => (row.deleted_at === null && row.reblog_of_id === null ? [row.id] : []));
  const [mentions, tags, media] = ids.length === 0 ? [[], [], []] : await parts(db, ids);
  const by = {
    mentions: Map.groupBy(mentions, (row) => row.status_id),
    tags: Map.groupBy(tags, (row) => row.status_id),
    media: Map.groupBy(media, (row) => row.status_id),
  };
  return rows.flatMap((row) =>
    statusDocuments(row, {
      mentions: (by.mentions.get(row.id) ?? []).map((mention) => mention.account_id),
      tags: (by.tags.get(row.id) ?? []).map(({ tag }) => tag),
      media: by.media.get(row.id) ?? [],
    }),
  );
}

function parts(db: Db, ids: readonly number[]) {
  return Promise.all([
    db
      .selectFrom('status_mentions')
      .select(['status_id', 'account_id'])
      .where('status_id', 'in', ids)
      .execute(),
    db.selectFrom('status_tags').select(['status_id', 'tag']).where('status_id', 'in', ids).execute(),
    db
      .selectFrom('media')
      .select(['status_id', 'type', 'description'])
      .where('status_id', 'in', ids)
      .orderBy('position')
      .execute(),
  ]);
}

function accounts(db: Db) {
  return db.selectFrom('accounts').select(['id', 'version', 'username', 'display_name', 'note']);
}

function statuses(db: Db) {
  return db
    .selectFrom('statuses')
    .select(['id', 'version', 'account_id', 'text', 'spoiler_text', 'visibility', 'sensitive', 'language'])
    .select(['in_reply_to_id', 'reblog_of_id', 'deleted_at', 'has_media']);
}
