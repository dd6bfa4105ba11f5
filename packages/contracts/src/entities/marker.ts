import type { Static } from 'typebox';
import { Type } from 'typebox';
import { DateTime, Entity, EntityId } from './scalars.ts';

export const Marker = Entity('Marker', {
  /** A position, "0" when new. */
  last_read_id: EntityId,
  version: Type.Integer({ minimum: 0 }),
  updated_at: DateTime,
});
export type Marker = Static<typeof Marker>;

/** The timelines asked for, and no others. */
export const Markers = Entity('Markers', {
  home: Type.Optional(Marker),
  notifications: Type.Optional(Marker),
});
export type Markers = Static<typeof Markers>;
