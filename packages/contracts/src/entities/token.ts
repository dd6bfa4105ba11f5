import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity } from './scalars.ts';

export const Token = Entity('Token', {
  access_token: Type.String(),
  token_type: Type.String({ description: 'Bearer' }),
  scope: Type.String({ description: 'Scopes, separated by spaces' }),
  created_at: Type.Integer({ description: 'Seconds since the epoch' }),
  /** With `offline_access` only, like `expires_in`. */
  refresh_token: Type.Optional(Type.String()),
  expires_in: Type.Optional(Type.Integer({ description: 'Seconds' })),
});
export type Token = Static<typeof Token>;
