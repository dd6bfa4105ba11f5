/**
 * Which rows of the stream log may be for which listener: a sieve in memory, under one view version. It lets too
 * much through rather than too little; statuses and notifications that pass are checked by read when they are sent.
 * What read cannot check any more, a deletion, is decided here.
 */
import type { Audience } from '@fanfare/contracts';
import type { StreamLogTable } from '@fanfare/contracts/tables';
import type { Channel } from './channel.ts';
import type { RowData, StreamEvent } from './rows.ts';

export interface StreamRow {
  number: number;
  event: StreamEvent;
  statusId: number | null;
  notificationId: number | null;
  /** Author of the status, or recipient of the notification. */
  accountId: number;
  visibility: string | null;
  mentions: readonly number[];
  tags: readonly string[];
  data: RowData;
  /** When it was stored, ms. */
  at: number;
}

export function readRow(row: StreamLogTable): StreamRow {
  return {
    number: row.number,
    event: row.event as StreamEvent,
    statusId: row.status_id,
    notificationId: row.notification_id,
    accountId: row.account_id,
    visibility: row.visibility,
    mentions: JSON.parse(row.mentions) as number[],
    tags: JSON.parse(row.tags) as string[],
    data: JSON.parse(row.data) as RowData,
    at: row.created_at,
  };
}

/** Whom one listener wants to hear. */
export interface Ears {
  accountId: number;
  follows: ReadonlySet<number>;
  noReblogs: ReadonlySet<number>;
  blocked: ReadonlySet<number>;
  muted: ReadonlySet<number>;
}

export function earsOf(audience: Audience): Ears {
  return {
    accountId: audience.account_id,
    follows: new Set(audience.follows),
    noReblogs: new Set(audience.no_reblogs),
    blocked: new Set(audience.blocked),
    muted: new Set(audience.muted),
  };
}

export function matches(row: StreamRow, channel: Channel, ears: Ears): boolean {
  switch (row.event) {
    case 'resync':
      return true;
    case 'heartbeat':
      return false;
    case 'notification':
      return row.accountId === ears.accountId && channel.name.startsWith('user');
    case 'delete':
      return !ears.blocked.has(row.accountId) && isInStream(row, channel, ears, couldSee);
    case 'update':
    case 'status.update':
      return !ears.blocked.has(row.accountId) && isInStream(row, channel, ears, wantsAtHome);
  }
}

type HomeRule = (row: StreamRow, ears: Ears) => boolean;

function isInStream(row: StreamRow, channel: Channel, ears: Ears, home: HomeRule): boolean {
  switch (channel.name) {
    case 'user':
      return row.accountId === ears.accountId || home(row, ears);
    case 'user:notification':
      return false;
    case 'public':
    case 'public:local':
      return isPublicPost(row) && !answersOthers(row);
    case 'hashtag':
    case 'hashtag:local':
      return isPublicPost(row) && channel.tag !== null && row.tags.includes(channel.tag);
  }
}

function wantsAtHome(row: StreamRow, ears: Ears): boolean {
  if (!ears.follows.has(row.accountId) || ears.muted.has(row.accountId)) return false;
  if (row.data.reblog_of_id !== undefined && ears.noReblogs.has(row.accountId)) return false;
  return row.visibility !== 'direct' || row.mentions.includes(ears.accountId);
}

/** Followers may have it in their home, those mentioned in their notifications; a direct post only the latter. */
function couldSee(row: StreamRow, ears: Ears): boolean {
  if (row.mentions.includes(ears.accountId)) return true;
  return row.visibility !== 'direct' && ears.follows.has(row.accountId);
}

function isPublicPost(row: StreamRow): boolean {
  return row.visibility === 'public' && row.data.reblog_of_id === undefined;
}

/** As in the public timeline: answers to oneself belong in it, others do not. */
function answersOthers({ data, accountId }: StreamRow): boolean {
  return data.in_reply_to_id !== undefined && data.in_reply_to_account_id !== accountId;
}
