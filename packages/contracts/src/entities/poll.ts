import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CustomEmoji } from './custom-emoji.ts';
import { Count, DateTime, Entity, EntityId, Nullable } from './scalars.ts';

export const PollOption = Entity('PollOption', {
  title: Type.String(),
  /** Null: not shown before the end. */
  votes_count: Nullable(Count),
});
export type PollOption = Static<typeof PollOption>;

export const Poll = Entity('Poll', {
  id: EntityId,
  expires_at: Nullable(DateTime),
  expired: Type.Boolean(),
  multiple: Type.Boolean(),
  votes_count: Count,
  voters_count: Nullable(Count),
  options: Type.Array(PollOption),
  emojis: Type.Array(CustomEmoji),
  /** Absent when signed out, like `own_votes`. */
  voted: Type.Optional(Type.Boolean()),
  own_votes: Type.Optional(Type.Array(Type.Integer())),
});
export type Poll = Static<typeof Poll>;
