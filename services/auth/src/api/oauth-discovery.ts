import { OAuthServerMetadata } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { knownScopes } from '../domain/scopes.ts';
import type { Auth } from '../flows/needs.ts';

const UserInfo = Type.Object({
  iss: Type.String(),
  sub: Type.String(),
  name: Type.String(),
  preferred_username: Type.String(),
  profile: Type.String(),
  picture: Type.String(),
});

export function oauthDiscoveryRoutes(auth: Auth): Route[] {
  const { publicUrl } = auth;
  const grantTypes = ['authorization_code', 'client_credentials', 'refresh_token'];
  const metadata: OAuthServerMetadata = {
    issuer: `${publicUrl}/`,
    authorization_endpoint: `${publicUrl}/oauth/authorize`,
    token_endpoint: `${publicUrl}/oauth/token`,
    revocation_endpoint: `${publicUrl}/oauth/revoke`,
    userinfo_endpoint: `${publicUrl}/oauth/userinfo`,
    app_registration_endpoint: `${publicUrl}/api/v1/apps`,
    service_documentation: `${publicUrl}/api/openapi.json`,
    scopes_supported: [...knownScopes],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    code_challenge_methods_supported: ['S256'],
    grant_types_supported: auth.config.PASSWORD_GRANT ? [...grantTypes, 'password'] : grantTypes,
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
  };
  const userInfo = (method: 'GET' | 'POST') =>
    route({
      method,
      path: '/oauth/userinfo',
      summary: 'Who the token belongs to',
      auth: 'user',
      scopes: ['profile'],
      answers: { 200: UserInfo },
      async handle({ viewer }) {
        const [account] = await auth.contracts.read.accounts({ ids: [viewer.accountId] });
        if (account === undefined || account === null) throw new AppError('not_found');
        return {
          iss: metadata.issuer,
          sub: account.uri,
          name: account.display_name,
          preferred_username: account.username,
          profile: account.url ?? account.uri,
          picture: account.avatar,
        };
      },
    });
  return [
    route({
      method: 'GET',
      path: '/.well-known/oauth-authorization-server',
      summary: 'How to authorize here (RFC 8414)',
      auth: 'none',
      answers: { 200: OAuthServerMetadata },
      handle: async () => metadata,
    }),
    userInfo('GET'),
    userInfo('POST'),
  ];
}
