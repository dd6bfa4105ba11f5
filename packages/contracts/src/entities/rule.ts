import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, EntityId } from './scalars.ts';

export const Rule = Entity('Rule', {
  id: EntityId,
  text: Type.String(),
  hint: Type.String(),
  /** By language code. */
  translations: Type.Record(Type.String(), Type.Object({ text: Type.String(), hint: Type.String() })),
});
export type Rule = Static<typeof Rule>;
