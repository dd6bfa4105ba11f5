import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Count, Entity, Url } from './scalars.ts';

/** `/.well-known/nodeinfo`. */
export const NodeInfoLinks = Entity('NodeInfoLinks', {
  links: Type.Array(Type.Object({ rel: Type.String(), href: Url })),
});
export type NodeInfoLinks = Static<typeof NodeInfoLinks>;

/** `/nodeinfo/2.0`. */
export const NodeInfo = Entity('NodeInfo', {
  version: Type.Literal('2.0'),
  software: Type.Object({ name: Type.String(), version: Type.String() }),
  protocols: Type.Array(Type.String()),
  services: Type.Object({
    inbound: Type.Array(Type.String()),
    outbound: Type.Array(Type.String()),
  }),
  usage: Type.Object({
    users: Type.Object({ total: Count, activeMonth: Count, activeHalfyear: Count }),
    localPosts: Count,
  }),
  openRegistrations: Type.Boolean(),
  metadata: Type.Record(Type.String(), Type.Unknown()),
});
export type NodeInfo = Static<typeof NodeInfo>;
