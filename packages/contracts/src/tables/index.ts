/** Row types of all tables, so that any service may read another's through queries in its own store. */
import type { AccountsTable, FirstOwnerTable, ViewVersionTable } from './accounts.ts';
import type { AuditLogTable, SettingsTable, SubmissionsTable } from './approval.ts';
import type { BlocksTable, FollowsTable, MutesTable } from './graph.ts';
import type { InstanceSettingsTable, VitalSamplesTable } from './instance.ts';
import type {
  BoostsTable,
  MarkersTable,
  NotificationsTable,
  StreamHeadTable,
  StreamLogTable,
  SubmissionStagesTable,
} from './notification.ts';
import type { SearchIndexTable } from './search.ts';
import type {
  BlobRemovalsTable,
  BookmarksTable,
  FavouritesTable,
  IdempotencyKeysTable,
  MediaTable,
  PulledAuthorsTable,
  StatusEditsTable,
  StatusesTable,
  StatusMentionsTable,
  StatusTagsTable,
} from './statuses.ts';
import type { CounterBaseTable, CounterDeltaTable, FanoutOpenTable } from './system.ts';
import type { DeliveryNotesTable, FanoutJobsTable, LastSeenTable } from './timeline.ts';

export interface CoreTables {
  accounts: AccountsTable;
  first_owner: FirstOwnerTable;
  view_version: ViewVersionTable;
  statuses: StatusesTable;
  status_mentions: StatusMentionsTable;
  status_tags: StatusTagsTable;
  status_edits: StatusEditsTable;
  media: MediaTable;
  favourites: FavouritesTable;
  bookmarks: BookmarksTable;
  idempotency_keys: IdempotencyKeysTable;
  blob_removals: BlobRemovalsTable;
  submissions: SubmissionsTable;
  settings: SettingsTable;
  audit_log: AuditLogTable;
  instance_settings: InstanceSettingsTable;
  vital_samples: VitalSamplesTable;
  follows: FollowsTable;
  blocks: BlocksTable;
  mutes: MutesTable;
  last_seen: LastSeenTable;
  delivery_notes: DeliveryNotesTable;
  fanout_jobs: FanoutJobsTable;
  pulled_authors: PulledAuthorsTable;
  search_index: SearchIndexTable;
  counter_base: CounterBaseTable;
  counter_delta: CounterDeltaTable;
  fanout_open: FanoutOpenTable;
}

export interface NotificationTables {
  notifications: NotificationsTable;
  markers: MarkersTable;
  stream_log: StreamLogTable;
  stream_head: StreamHeadTable;
  submission_stages: SubmissionStagesTable;
  boosts: BoostsTable;
}

export * from './accounts.ts';
export * from './approval.ts';
export * from './graph.ts';
export * from './instance.ts';
export * from './notification.ts';
export * from './search.ts';
export * from './statuses.ts';
export * from './system.ts';
export * from './timeline.ts';
