import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, EntityId } from './scalars.ts';

/** What an editor is filled with. */
export const StatusSource = Entity('StatusSource', {
  id: EntityId,
  text: Type.String({ description: 'Plain text' }),
  spoiler_text: Type.String({ description: 'Plain text' }),
});
export type StatusSource = Static<typeof StatusSource>;
