/** Tables of packages/sql, changed only by its functions. `notification_` copies exist for the second database. */
export interface CounterBaseTable {
  kind: string;
  entity_id: number;
  value: number;
}

export interface CounterDeltaTable {
  /** Unique for its kind and entity: one unit writes one delta for each. */
  id: number;
  kind: string;
  entity_id: number;
  delta: number;
}

/** A status that is still being delivered to its followers' lists. */
export interface FanoutOpenTable {
  status_id: number;
  account_id: number;
}

/** An event on its way: numbered without gaps in commit order within its bucket. */
export interface OutboxTable {
  bucket: number;
  number: number;
  type: string;
  key: string;
  /** The Envelope as JSON. */
  body: string;
  /** When it was emitted, in ms. */
  at: number;
}

/** One row per bucket; locked by every unit that emits into it, until commit. */
export interface OutboxBucketTable {
  bucket: number;
  /** The highest number given so far. */
  head: number;
}

/** Who may mint ids under a node number. */
export interface NodeLeaseTable {
  node: number;
  /** Names one running client. */
  holder: string;
  expires_at: number;
}

/** How far a consumer group (or the relay) has come in one bucket of one source. */
export interface ConsumerOffsetTable {
  group_name: string;
  source: string;
  bucket: number;
  number: number;
  /** The restore epoch under which the number was reached. */
  epoch: number;
}

/** An event whose handler failed while its engines answered, and what queues behind it. */
export interface ConsumerRetryTable {
  group_name: string;
  source: string;
  event_id: string;
  bucket: number;
  number: number;
  key: string;
  type: string;
  body: string;
  attempts: number;
  next_at: number;
  /** The error's message; never the event's text. */
  cause: string;
  created_at: number;
}

/** How far a bucket of the outbox has been carried to the log, and which relay may carry it on. */
export interface OutboxRelayTable {
  bucket: number;
  /** The last number that the log has acknowledged. */
  number: number;
  /** JSON: the last of these numbers in each topic, so that whoever reads one topic alone can tell a gap. */
  topics: string;
  /** The restore epoch under which the bucket was carried. */
  epoch: number;
  /** Names one running relay; empty: none. */
  holder: string;
  /** Rises with every change of hands. */
  fence: number;
  expires_at: number;
}

/** Where a consumer group stands in one partition of a topic. */
export interface LogPositionTable {
  group_name: string;
  topic: string;
  slot: number;
  /** The offset of the next message; -1 while the group is being rebuilt. */
  next_offset: number;
  /** JSON: the last number seen of each source and bucket. */
  seen: string;
}

/** Who alone may do something, until when. */
export interface LeaseTable {
  name: string;
  holder: string;
  /** Rises with every change of hands. */
  fence: number;
  expires_at: number;
}

export interface MetaTable {
  name: string;
  value: string;
}

/** A migration that has run. */
export interface MigrationsTable {
  owner: string;
  name: string;
  at: number;
}

/** Kinds of counters: kept as base plus deltas, exact at all times. */
export const counterKinds = [
  'status.favourites',
  'status.reblogs',
  'status.replies',
  'account.followers',
  'account.following',
  'account.statuses',
] as const;
export type CounterKind = (typeof counterKinds)[number];
