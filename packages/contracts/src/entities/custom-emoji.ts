import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, Nullable, Url } from './scalars.ts';

export const CustomEmoji = Entity('CustomEmoji', {
  shortcode: Type.String(),
  url: Url,
  static_url: Url,
  visible_in_picker: Type.Boolean(),
  category: Nullable(Type.String()),
});
export type CustomEmoji = Static<typeof CustomEmoji>;
