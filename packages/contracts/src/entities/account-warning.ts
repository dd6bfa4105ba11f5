import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { DateTime, Entity, EntityId, Nullable, OneOf } from './scalars.ts';

export const Appeal = Entity('Appeal', {
  text: Type.String(),
  state: OneOf(['approved', 'rejected', 'pending']),
});
export type Appeal = Static<typeof Appeal>;

/** What a moderator did about the account that is told so. */
export const AccountWarning = Entity('AccountWarning', {
  id: EntityId,
  action: OneOf([
    'none',
    'disable',
    'mark_statuses_as_sensitive',
    'delete_statuses',
    'sensitive',
    'silence',
    'suspend',
  ]),
  text: Type.String(),
  status_ids: Nullable(Type.Array(EntityId)),
  target_account: Account,
  appeal: Nullable(Appeal),
  created_at: DateTime,
});
export type AccountWarning = Static<typeof AccountWarning>;
