/** Rows of statuses and what belongs to their versions. */

import type { Signal } from '@fanfare/kernel';
import type { StatementValues } from '@fanfare/sql';
import { prepared } from '@fanfare/sql';
import type { CacheLookups } from '@fanfare/telemetry';
import type { StatusParts, StatusRow } from '../domain/facts.ts';
import type { Db } from './db.ts';
import { inPieces } from './db.ts';
import { versioned } from './versioned.ts';

interface Ids extends StatementValues {
  ids: readonly number[];
}

const columns = [
  'id',
  'account_id',
  'text',
  'spoiler_text',
  'visibility',
  'sensitive',
  'language',
  'in_reply_to_id',
  'in_reply_to_account_id',
  'thread_id',
  'reblog_of_id',
  'reblog_of_account_id',
  'application_id',
  'created_at',
  'edited_at',
  'deleted_at',
  'version',
  'has_media',
] as const;

/** Rows kept; some hundred bytes and a text each. */
const KEPT = 4000;

/** Loads statuses by id. Deleted ones too: the rules leave them out. */
export function statusLoader(
  db: Db,
  forget: Signal,
  lookups?: CacheLookups,
): (ids: number[]) => Promise<Map<number, StatusRow>> {
  const rows = versioned(KEPT, forget, (ids) => statusRows(db, ids), lookups);
  return async (ids) => rows(await statusVersions(db, ids));
}

export function statusRows(db: Db, ids: readonly number[]): Promise<StatusRow[]> {
  return inPieces(ids, (piece) => rowsById(db, { ids: piece }));
}

export function statusVersions(db: Db, ids: readonly number[]) {
  return inPieces(ids, (piece) => versionsById(db, { ids: piece }));
}

const versionsById = prepared((db: Db, { ids }: Ids) =>
  db.selectFrom('statuses').select(['id', 'version']).where('id', 'in', ids),
);

const rowsById = prepared((db: Db, { ids }: Ids) =>
  db.selectFrom('statuses').select(columns).where('id', 'in', ids),
);

/** Mentions, tags and published pictures of posts; every id that was asked is in the map. */
export async function statusParts(db: Db, ids: number[]): Promise<Map<number, StatusParts>> {
  const [mentions, tags, media] = await Promise.all([
    inPieces(ids, (piece) => mentionRows(db, { ids: piece })),
    inPieces(ids, (piece) => tagRows(db, { ids: piece })),
    inPieces(ids, (piece) => mediaRows(db, { ids: piece })),
  ]);
  const byStatus = {
    mentions: Map.groupBy(mentions, (row) => row.status_id),
    tags: Map.groupBy(tags, (row) => row.status_id),
    media: Map.groupBy(media, (row) => row.status_id),
  };
  return new Map(
    ids.map((id) => [
      id,
      {
        mentions: byStatus.mentions.get(id) ?? [],
        tags: byStatus.tags.get(id) ?? [],
        media: byStatus.media.get(id) ?? [],
      },
    ]),
  );
}

const mentionRows = prepared((db: Db, { ids }: Ids) =>
  db
    .selectFrom('status_mentions')
    .innerJoin('accounts', 'accounts.id', 'status_mentions.account_id')
    .select(['status_mentions.status_id', 'accounts.id', 'accounts.username'])
    .where('status_mentions.status_id', 'in', ids)
    .orderBy('status_mentions.status_id')
    .orderBy('status_mentions.account_id'),
);

const tagRows = prepared((db: Db, { ids }: Ids) =>
  db
    .selectFrom('status_tags')
    .select(['status_id', 'tag', 'name'])
    .where('status_id', 'in', ids)
    .orderBy('status_id')
    .orderBy('tag'),
);

const mediaRows = prepared((db: Db, { ids }: Ids) =>
  db
    .selectFrom('media')
    .selectAll()
    .where('status_id', 'in', ids)
    .where('published', '=', 1)
    .orderBy('status_id')
    .orderBy('position'),
);
