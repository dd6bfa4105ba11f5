import type { Static } from 'typebox';
import { Type } from 'typebox';
import { DateTime, Entity, EntityId, Language, Nullable } from './scalars.ts';

/** What stands between the asker and the account `id`. */
export const Relationship = Entity('Relationship', {
  id: EntityId,
  following: Type.Boolean(),
  showing_reblogs: Type.Boolean(),
  notifying: Type.Boolean(),
  languages: Nullable(Type.Array(Language)),
  followed_by: Type.Boolean(),
  blocking: Type.Boolean(),
  blocked_by: Type.Boolean(),
  muting: Type.Boolean(),
  muting_notifications: Type.Boolean(),
  muting_expires_at: Nullable(DateTime),
  requested: Type.Boolean(),
  requested_by: Type.Boolean(),
  domain_blocking: Type.Boolean(),
  endorsed: Type.Boolean(),
  note: Type.String(),
});
export type Relationship = Static<typeof Relationship>;
