import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Count, Entity } from './scalars.ts';

/** A role as everybody sees it on a profile. */
export const AccountRole = Entity('AccountRole', {
  id: Type.String(),
  name: Type.String(),
  color: Type.String({ description: 'CSS colour or empty' }),
});
export type AccountRole = Static<typeof AccountRole>;

/** A role as its holder sees it. */
export const Role = Entity('Role', {
  id: Type.String(),
  name: Type.String(),
  color: Type.String({ description: 'CSS colour or empty' }),
  permissions: Type.String({ description: 'Bit mask as a decimal string' }),
  highlighted: Type.Boolean(),
  collection_limit: Count,
});
export type Role = Static<typeof Role>;
