export { isUniqueViolation } from './errors.ts';
export { insertIgnore, insertIgnoreMany, insertMany, type TableName, type Upsert, upsert } from './insert.ts';
export { keyset } from './keyset.ts';
export { migrate } from './migrate.ts';
export type { SqlObserver } from './observer.ts';
export * from './port.ts';
export { prepared, type StatementValues } from './prepared.ts';
export { bucketOf } from './system/bucket.ts';
export {
  type ConsumerStore,
  consumerStore,
  type OffsetPlace,
  type RetryId,
  type RetrySummary,
} from './system/consumers.ts';
export { type Counts, counts, foldCounters } from './system/counters.ts';
export { holdAccounts } from './system/hold.ts';
export { type Leases, leasesOf } from './system/leases.ts';
export { type LogPlace, type LogPositions, logPositions, REBUILDING } from './system/log-positions.ts';
export { beginEpoch, restoreEpoch } from './system/meta.ts';
export { type RelayBucket, type RelayStore, relayStore } from './system/relay.ts';
export type { DatabaseName, SystemNames, SystemTables } from './system/tables.ts';
export { viewStates } from './system/view-states.ts';
