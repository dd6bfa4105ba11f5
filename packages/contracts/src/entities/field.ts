import type { Static } from 'typebox';
import { Type } from 'typebox';
import { DateTime, Entity, Html, Nullable } from './scalars.ts';

export const Field = Entity('Field', {
  name: Type.String(),
  value: Html,
  verified_at: Nullable(DateTime),
});
export type Field = Static<typeof Field>;
