import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, EntityId, Url } from './scalars.ts';

/** A tag with its use on each of the last days, newest first. */
export const Tag = Entity('Tag', {
  id: EntityId,
  name: Type.String(),
  url: Url,
  history: Type.Array(
    Type.Object({
      day: Type.String({ description: 'Midnight UTC in seconds since the epoch' }),
      uses: Type.String({ description: 'Decimal number' }),
      accounts: Type.String({ description: 'Decimal number' }),
    }),
  ),
  /** Absent when signed out. */
  following: Type.Optional(Type.Boolean()),
  featuring: Type.Optional(Type.Boolean()),
});
export type Tag = Static<typeof Tag>;
