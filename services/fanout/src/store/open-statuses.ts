/** Statuses whose delivery has not ended. */
import type { CoreTables } from '@fanfare/contracts/tables';
import { timeOf } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { Cut } from '../flows/deliveries.ts';

export async function openStatuses(db: Database<CoreTables>['read']): Promise<Cut[]> {
  const open = await db
    .selectFrom('fanout_open')
    .innerJoin('statuses', 'statuses.id', 'fanout_open.status_id')
    .select(['statuses.id as status_id', 'statuses.account_id', 'statuses.visibility'])
    .execute();
  const mentions = await db
    .selectFrom('fanout_open')
    .innerJoin('status_mentions', 'status_mentions.status_id', 'fanout_open.status_id')
    .select(['status_mentions.status_id', 'status_mentions.account_id'])
    .execute();
  return open.map((status) => ({
    ...status,
    mentions: mentions.filter((row) => row.status_id === status.status_id).map((row) => row.account_id),
  }));
}

export interface OpenDeliveries {
  posts: number;
  /** When the oldest of them was accepted, in ms; null: there is none. */
  oldest: number | null;
}

export async function openDeliveries(db: Database<CoreTables>['read']): Promise<OpenDeliveries> {
  const open = await db
    .selectFrom('fanout_open')
    .select((row) => [
      row.fn.countAll<number>().as('posts'),
      row.fn.min<number | null>('status_id').as('first'),
    ])
    .executeTakeFirstOrThrow();
  return { posts: Number(open.posts), oldest: open.first === null ? null : timeOf(open.first) };
}
