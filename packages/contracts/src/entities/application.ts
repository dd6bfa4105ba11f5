import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, Nullable, Url } from './scalars.ts';

export const Application = Entity('Application', {
  id: Type.String(),
  name: Type.String(),
  website: Type.Optional(Nullable(Url)),
  scopes: Type.Array(Type.String()),
  /** URLs or `urn:ietf:wg:oauth:2.0:oob`. */
  redirect_uris: Type.Array(Type.String()),
  redirect_uri: Type.String({ deprecated: true, description: 'All of redirect_uris, one per line' }),
  vapid_key: Type.String({ deprecated: true }),
});
export type Application = Static<typeof Application>;

/** Answered once, to whoever registers the application. */
export const CredentialApplication = Entity('CredentialApplication', {
  ...Application.properties,
  client_id: Type.String(),
  client_secret: Type.String(),
  /** 0: never. */
  client_secret_expires_at: Type.Integer(),
});
export type CredentialApplication = Static<typeof CredentialApplication>;
