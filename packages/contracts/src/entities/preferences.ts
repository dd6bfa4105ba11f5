import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, Language, Nullable, OneOf } from './scalars.ts';
import { Visibility } from './visibility.ts';

export const Preferences = Entity('Preferences', {
  'posting:default:visibility': Visibility,
  'posting:default:sensitive': Type.Boolean(),
  'posting:default:language': Nullable(Language),
  'reading:expand:media': OneOf(['default', 'show_all', 'hide_all']),
  'reading:expand:spoilers': Type.Boolean(),
});
export type Preferences = Static<typeof Preferences>;
