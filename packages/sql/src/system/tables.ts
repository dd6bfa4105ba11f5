import type {
  ConsumerOffsetTable,
  ConsumerRetryTable,
  CounterBaseTable,
  CounterDeltaTable,
  FanoutOpenTable,
  LeaseTable,
  LogPositionTable,
  MetaTable,
  MigrationsTable,
  NodeLeaseTable,
  OutboxBucketTable,
  OutboxRelayTable,
  OutboxTable,
  ViewVersionTable,
} from '@fanfare/contracts/tables';

/** The tables that this package owns, by their names in the core database. */
export interface SystemTables {
  view_version: ViewVersionTable;
  counter_base: CounterBaseTable;
  counter_delta: CounterDeltaTable;
  fanout_open: FanoutOpenTable;
  outbox: OutboxTable;
  outbox_bucket: OutboxBucketTable;
  node_lease: NodeLeaseTable;
  consumer_offset: ConsumerOffsetTable;
  consumer_retry: ConsumerRetryTable;
  outbox_relay: OutboxRelayTable;
  log_position: LogPositionTable;
  lease: LeaseTable;
  meta: MetaTable;
  migrations: MigrationsTable;
}

/**
 * What the tables are called in one database. The types say the core's names, so that queries are checked:
 * `db.selectFrom(names.outbox)` reads `notification_outbox` in the notification database.
 */
export type SystemNames = { readonly [Name in keyof SystemTables]: Name };

const core: SystemNames = {
  view_version: 'view_version',
  counter_base: 'counter_base',
  counter_delta: 'counter_delta',
  fanout_open: 'fanout_open',
  outbox: 'outbox',
  outbox_bucket: 'outbox_bucket',
  node_lease: 'node_lease',
  consumer_offset: 'consumer_offset',
  consumer_retry: 'consumer_retry',
  outbox_relay: 'outbox_relay',
  log_position: 'log_position',
  lease: 'lease',
  meta: 'meta',
  migrations: 'migrations',
};

/** The notification database may share a file with the core's, so its tables carry its name. */
export function systemNames(source: DatabaseName): SystemNames {
  if (source === 'core') return core;
  const prefixed = Object.values(core).map((name) => [name, `${source}_${name}`]);
  return Object.fromEntries(prefixed) as unknown as SystemNames;
}

/** Also the name under which its events are known. */
export type DatabaseName = 'core' | 'notification';
