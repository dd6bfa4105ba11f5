import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Count, DateTime, Entity, EntityId, Nullable, OneOf } from './scalars.ts';

/** How far a post has come, for its author alone. Times that are not known are null. */
export const StatusDelivery = Entity('StatusDelivery', {
  /** Of the published post, once there is one. */
  id: EntityId,
  /** held: waits for a reviewer. indexed: at its followers', and found by search. */
  state: OneOf(['held', 'published', 'delivered', 'indexed']),
  submitted_at: DateTime,
  /** Null: nobody had to decide, or nobody has. */
  decided_at: Nullable(DateTime),
  published_at: Nullable(DateTime),
  /** When the last of its followers' homes got it; known for a week. */
  delivered_at: Nullable(DateTime),
  /** Known for the newest posts since search was started. */
  indexed_at: Nullable(DateTime),
  /** Null: search does not answer, or there is nothing to find, as of a boost. */
  indexed: Nullable(Type.Boolean()),
  /** While it is being delivered: parts of the followers that have it, of all parts. */
  slices: Nullable(Type.Object({ done: Count, of: Count })),
  /** The author's at this moment; null for a direct post and one that is held. */
  followers: Nullable(Count),
});
export type StatusDelivery = Static<typeof StatusDelivery>;
