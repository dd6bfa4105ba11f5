import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity } from './scalars.ts';
import { Status } from './status.ts';

/** The thread around a status: what it answers, from the root down, and the answers to it, depth first. */
export const Context = Entity('Context', {
  ancestors: Type.Array(Status),
  descendants: Type.Array(Status),
});
export type Context = Static<typeof Context>;
