import type { Static } from 'typebox';
import { DateTime, Entity, Html } from './scalars.ts';

export const ExtendedDescription = Entity('ExtendedDescription', {
  updated_at: DateTime,
  content: Html,
});
export type ExtendedDescription = Static<typeof ExtendedDescription>;
