import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, EntityId, Url } from './scalars.ts';

export const StatusMention = Entity('StatusMention', {
  id: EntityId,
  username: Type.String(),
  url: Url,
  acct: Type.String(),
});
export type StatusMention = Static<typeof StatusMention>;
