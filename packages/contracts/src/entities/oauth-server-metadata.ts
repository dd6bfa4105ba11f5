import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, Url } from './scalars.ts';

/** `/.well-known/oauth-authorization-server` (RFC 8414). */
export const OAuthServerMetadata = Entity('OAuthServerMetadata', {
  issuer: Url,
  authorization_endpoint: Url,
  token_endpoint: Url,
  revocation_endpoint: Url,
  userinfo_endpoint: Type.Optional(Url),
  /** Not in the standard: how clients of this API register. */
  app_registration_endpoint: Url,
  service_documentation: Url,
  scopes_supported: Type.Array(Type.String()),
  response_types_supported: Type.Array(Type.String()),
  response_modes_supported: Type.Array(Type.String()),
  code_challenge_methods_supported: Type.Array(Type.String()),
  grant_types_supported: Type.Array(Type.String()),
  token_endpoint_auth_methods_supported: Type.Array(Type.String()),
});
export type OAuthServerMetadata = Static<typeof OAuthServerMetadata>;
