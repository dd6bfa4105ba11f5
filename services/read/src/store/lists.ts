/** The skeletons of lists: ids and cursors, in the order of a page, each served by an index. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Page } from '@fanfare/kernel';
import { keyset } from '@fanfare/sql';
import type { ExpressionBuilder } from 'kysely';
import type { Db } from './db.ts';

export interface Entry {
  id: number;
  /** What max_id and its like refer to: the id itself, or that of the mark. */
  cursor: number;
}

export interface Entries {
  rows: Entry[];
  more: boolean;
}

/** Rows were read with one more than the limit; all of them count. */
function entries(rows: Entry[], page: Page): Entries {
  return { rows, more: rows.length > page.limit };
}

function entriesOf(rows: { id: number }[], page: Page): Entries {
  return entries(
    rows.map(({ id }) => ({ id, cursor: id })),
    page,
  );
}

/** Public posts, without boosts and without replies to others. */
export async function publicEntries(db: Db, page: Page, only: { media: boolean }): Promise<Entries> {
  const query = db
    .selectFrom('statuses')
    .select('statuses.id')
    .where('visibility', '=', 'public')
    .where('reblog_of_id', 'is', null)
    .where('deleted_at', 'is', null)
    .where((row) =>
      row.or([
        row('in_reply_to_id', 'is', null),
        row('in_reply_to_account_id', '=', row.ref('statuses.account_id')),
      ]),
    )
    .$if(only.media, (some) => some.where('has_media', '=', 1));
  return entriesOf(await keyset(query, 'statuses.id', page).execute(), page);
}

export interface TagQuery {
  /** Folded. A post has one of these... */
  any: readonly string[];
  /** ...and all of these, and none of those. */
  all: readonly string[];
  none: readonly string[];
  media: boolean;
}

/** Public posts with tags. Each tag is read by itself as far as the page reaches, and the pages are merged. */
export async function tagEntries(db: Db, page: Page, wanted: TagQuery): Promise<Entries> {
  const perTag = await Promise.all(wanted.any.map((tag) => oneTag(db, page, tag, wanted).execute()));
  const ids = [...new Set(perTag.flatMap((rows) => rows.map((row) => row.id)))];
  ids.sort(page.minId === null ? (a, b) => b - a : (a, b) => a - b);
  return entriesOf(
    ids.slice(0, page.limit + 1).map((id) => ({ id })),
    page,
  );
}

function oneTag(db: Db, page: Page, tag: string, wanted: TagQuery) {
  const query = db
    .selectFrom('status_tags')
    .innerJoin('statuses', 'statuses.id', 'status_tags.status_id')
    .select('statuses.id')
    .where('status_tags.tag', '=', tag)
    .where('statuses.visibility', '=', 'public')
    .where('statuses.deleted_at', 'is', null)
    .$if(wanted.media, (some) => some.where('statuses.has_media', '=', 1))
    .$if(wanted.all.length > 0, (some) =>
      some.where((row) => row.and(wanted.all.map((other) => row.exists(tagged(row, other))))),
    )
    .$if(wanted.none.length > 0, (some) =>
      some.where((row) => row.and(wanted.none.map((other) => row.not(row.exists(tagged(row, other)))))),
    );
  return keyset(query, 'status_tags.status_id', page);
}

function tagged(row: ExpressionBuilder<CoreTables, 'status_tags' | 'statuses'>, tag: string) {
  return row
    .selectFrom('status_tags as other')
    .select('other.status_id')
    .whereRef('other.status_id', '=', 'statuses.id')
    .where('other.tag', '=', tag);
}

/** A person's own marks, newest mark first. */
export async function markedEntries(
  db: Db,
  table: 'favourites' | 'bookmarks',
  accountId: number,
  page: Page,
): Promise<Entries> {
  const query = db
    .selectFrom(table)
    .select(['status_id as id', `${table}.id as cursor`])
    .where('account_id', '=', accountId);
  return entries(await keyset(query, `${table}.id`, page).execute(), page);
}

/** Accounts that favourited a post, newest first. */
export async function favouritedBy(db: Db, statusId: number, page: Page): Promise<Entries> {
  const query = db
    .selectFrom('favourites')
    .select(['account_id as id', 'favourites.id as cursor'])
    .where('status_id', '=', statusId);
  return entries(await keyset(query, 'favourites.id', page).execute(), page);
}

/** Accounts that boosted a post for everybody to see, newest first. */
export async function rebloggedBy(db: Db, statusId: number, page: Page): Promise<Entries> {
  const query = db
    .selectFrom('statuses')
    .select(['account_id as id', 'statuses.id as cursor'])
    .where('reblog_of_id', '=', statusId)
    .where('visibility', 'in', ['public', 'unlisted'])
    .where('deleted_at', 'is', null);
  return entries(await keyset(query, 'statuses.id', page).execute(), page);
}
