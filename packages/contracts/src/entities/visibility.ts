import type { Static } from 'typebox';
import { OneOf } from './scalars.ts';

export const Visibility = OneOf(['public', 'unlisted', 'private', 'direct']);
export type Visibility = Static<typeof Visibility>;
