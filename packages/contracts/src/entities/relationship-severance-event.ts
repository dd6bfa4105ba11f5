import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Count, DateTime, Entity, EntityId, OneOf } from './scalars.ts';

export const RelationshipSeveranceEvent = Entity('RelationshipSeveranceEvent', {
  id: EntityId,
  type: OneOf(['domain_block', 'user_domain_block', 'account_suspension']),
  purged: Type.Boolean(),
  target_name: Type.String(),
  followers_count: Count,
  following_count: Count,
  created_at: DateTime,
});
export type RelationshipSeveranceEvent = Static<typeof RelationshipSeveranceEvent>;
