import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, Url } from './scalars.ts';

export const StatusTag = Entity('StatusTag', {
  name: Type.String(),
  url: Url,
});
export type StatusTag = Static<typeof StatusTag>;
