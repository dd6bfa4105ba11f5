import type { Static } from 'typebox';
import { Account } from './account.ts';
import { DateTime, Entity, Nullable } from './scalars.ts';

export const MutedAccount = Entity('MutedAccount', {
  ...Account.properties,
  /** Null: until it is taken back. */
  mute_expires_at: Nullable(DateTime),
});
export type MutedAccount = Static<typeof MutedAccount>;
