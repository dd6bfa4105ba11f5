import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { DateTime, Entity, EntityId, Nullable, OneOf } from './scalars.ts';

export const Report = Entity('Report', {
  id: EntityId,
  action_taken: Type.Boolean(),
  action_taken_at: Nullable(DateTime),
  category: OneOf(['spam', 'legal', 'violation', 'other']),
  comment: Type.String(),
  forwarded: Type.Boolean(),
  created_at: DateTime,
  status_ids: Nullable(Type.Array(EntityId)),
  collection_ids: Nullable(Type.Array(EntityId)),
  rule_ids: Nullable(Type.Array(EntityId)),
  target_account: Account,
});
export type Report = Static<typeof Report>;
