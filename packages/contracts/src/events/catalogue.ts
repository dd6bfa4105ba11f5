/**
 * All events: data, schema version and key. An event names an entity and its version; consumers make
 * their state equal to that version and do nothing when they hold that or a newer one. Submission
 * events carry ids only. Facts beside the id never change after publication, but for mentions and tags
 * of an edit, which belong to the named version.
 */
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';

export interface EventDefinition<Data extends TSchema = TSchema> {
  readonly version: number;
  /** One topic per kind of key. */
  readonly topic: 'account' | 'author' | 'status' | 'edge' | 'delivery' | 'recipient' | 'system';
  readonly data: Data;
  key(data: Static<Data>): string;
}

function event<const Data extends TSchema>(
  topic: EventDefinition['topic'],
  data: Data,
  key: (data: Static<Data>) => number | string,
): EventDefinition<Data> {
  return { version: 1, topic, data, key: (value) => String(key(value)) };
}

const Nullable = <Of extends TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const Id = Type.Integer();
const Visibility = Type.Union([
  Type.Literal('public'),
  Type.Literal('unlisted'),
  Type.Literal('private'),
  Type.Literal('direct'),
]);

const Account = Type.Object({ account_id: Id, version: Type.Integer() });
const Status = Type.Object({
  status_id: Id,
  /** The author; the key. */
  account_id: Id,
  version: Type.Integer(),
  visibility: Visibility,
  in_reply_to_id: Nullable(Id),
  in_reply_to_account_id: Nullable(Id),
  reblog_of_id: Nullable(Id),
  reblog_of_account_id: Nullable(Id),
  /** Accounts mentioned. For an edit: also those mentioned before, so that they hear of it. */
  mentions: Type.Array(Id),
  /** Folded. */
  tags: Type.Array(Type.String()),
  has_media: Type.Boolean(),
  /** The submission that became this status (or this edit), which the author's stream must take away. */
  submission_id: Nullable(Id),
});
/** `pulled`: not pushed to followers' lists, readers pull it. */
const Published = Type.Object({ ...Status.properties, pulled: Type.Boolean() });
const Submission = Type.Object({ submission_id: Id, account_id: Id, version: Type.Integer() });
const Decided = Type.Object({
  ...Submission.properties,
  state: Type.Union([Type.Literal('approved'), Type.Literal('rejected')]),
  decided_by: Id,
  status_id: Nullable(Id),
});
const Favourite = Type.Object({ favourite_id: Id, status_id: Id, author_id: Id, account_id: Id });
const Follow = Type.Object({ follow_id: Id, follower_id: Id, followee_id: Id, version: Type.Integer() });
const Block = Type.Object({ block_id: Id, blocker_id: Id, blocked_id: Id, version: Type.Integer() });
const Mute = Type.Object({ mute_id: Id, muter_id: Id, muted_id: Id, version: Type.Integer() });
/** Followers with ids from `from` (inclusive) to `to` (exclusive, null: no end) get the status; `only` narrows them further (direct posts). Slice 1 brings it to its author too. */
const Deliver = Type.Object({
  status_id: Id,
  account_id: Id,
  slice: Type.Integer(),
  slices: Type.Integer(),
  from: Id,
  to: Nullable(Id),
  only: Nullable(Type.Array(Id)),
  /** It was a submission, and is accepted since the decision. */
  approved: Type.Optional(Type.Boolean()),
});
const Notification = Type.Object({ notification_id: Id, account_id: Id });
const Heartbeat = Type.Object({ node: Type.Integer(), beat: Type.Integer() });

export const events = {
  'account.created': event('account', Account, (data) => data.account_id),
  'account.updated': event('account', Account, (data) => data.account_id),
  'account.deleted': event('account', Account, (data) => data.account_id),
  'status.published': event('author', Published, (data) => data.account_id),
  'status.edited': event('author', Status, (data) => data.account_id),
  'status.deleted': event('author', Status, (data) => data.account_id),
  'submission.created': event('author', Submission, (data) => data.account_id),
  'submission.decided': event('author', Decided, (data) => data.account_id),
  'submission.withdrawn': event('author', Submission, (data) => data.account_id),
  'status.favourited': event('status', Favourite, (data) => data.status_id),
  'status.unfavourited': event('status', Favourite, (data) => data.status_id),
  'follow.requested': event('edge', Follow, (data) => data.follower_id),
  'follow.created': event('edge', Follow, (data) => data.follower_id),
  'follow.removed': event('edge', Follow, (data) => data.follower_id),
  'block.created': event('edge', Block, (data) => data.blocker_id),
  'block.removed': event('edge', Block, (data) => data.blocker_id),
  'mute.created': event('edge', Mute, (data) => data.muter_id),
  'mute.removed': event('edge', Mute, (data) => data.muter_id),
  'timeline.deliver': event('delivery', Deliver, (data) => `${data.account_id}:${data.slice}`),
  'notification.created': event('recipient', Notification, (data) => data.account_id),
  heartbeat: event('system', Heartbeat, (data) => data.node),
};

export type EventType = keyof typeof events;
export type EventData<Type extends EventType> = Static<(typeof events)[Type]['data']>;

/** An event as a handler sees it: decoded and checked. */
export interface EventOf<Type extends EventType = EventType> {
  readonly id: string;
  readonly type: Type;
  readonly key: string;
  readonly at: number;
  readonly trace: string | null;
  readonly data: EventData<Type>;
}
