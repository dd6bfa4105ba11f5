/** Tables of packages/sql, changed only by its functions. `notification_` copies exist for the second database. */
export interface CounterBaseTable {
  kind: string;
  entity_id: number;
  value: number;
}

export interface CounterDeltaTable {
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

/** Kinds of counters: kept as base plus deltas, exact at all times. */
export const counterKinds = ['status.favourites', 'status.reblogs', 'status.replies', 'account.followers', 'account.following', 'account.statuses'] as const;
export type CounterKind = (typeof counterKinds)[number];
