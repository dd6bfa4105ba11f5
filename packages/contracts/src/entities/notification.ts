import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { AccountWarning } from './account-warning.ts';
import { Collection } from './collection.ts';
import { RelationshipSeveranceEvent } from './relationship-severance-event.ts';
import { Report } from './report.ts';
import { Count, DateTime, Entity, EntityId, Html, Nullable, OneOf } from './scalars.ts';
import { Status } from './status.ts';
import { Submission } from './submission.ts';

/** What a client shows that does not know the type. */
export const NotificationFallback = Entity('NotificationFallback', {
  title: Html,
  summary: Nullable(Html),
  details: Nullable(Html),
});
export type NotificationFallback = Static<typeof NotificationFallback>;

/** The last three are Fanfare's: a post waits (reviewers), was approved, was rejected (its author). */
export const NotificationType = OneOf([
  'mention',
  'status',
  'reblog',
  'follow',
  'follow_request',
  'favourite',
  'poll',
  'update',
  'admin.sign_up',
  'admin.report',
  'severed_relationships',
  'moderation_warning',
  'quote',
  'quoted_update',
  'added_to_collection',
  'collection_update',
  'admin.submission',
  'submission.approved',
  'submission.rejected',
]);
export type NotificationType = Static<typeof NotificationType>;

export const Notification = Entity('Notification', {
  id: EntityId,
  type: NotificationType,
  group_key: Type.String(),
  created_at: DateTime,
  /** Who caused it. */
  account: Account,
  status: Type.Optional(Status),
  /** With Fanfare's three types, which never have `status`. */
  submission: Type.Optional(Submission),
  report: Type.Optional(Report),
  event: Type.Optional(RelationshipSeveranceEvent),
  moderation_warning: Type.Optional(AccountWarning),
  fallback: Type.Optional(NotificationFallback),
  collection: Type.Optional(Collection),
});
export type Notification = Static<typeof Notification>;

/** `notifications/unread_count`: counts up to the limit asked for. */
export const UnreadCount = Entity('UnreadCount', { count: Count });
export type UnreadCount = Static<typeof UnreadCount>;
