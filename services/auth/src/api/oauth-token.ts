import type { Token } from '@fanfare/contracts/entities';
import { ApiError, Token as TokenSchema } from '@fanfare/contracts/entities';
import type { Answer, Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { isAppError } from '@fanfare/kernel';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { credentialsOf } from '../domain/client-auth.ts';
import { DEFAULT_SCOPE, isSubset, parseScopes, unknownScope } from '../domain/scopes.ts';
import { appWith } from '../flows/apps.ts';
import type { Auth } from '../flows/needs.ts';
import { redeem } from '../flows/redeem.ts';
import { refresh } from '../flows/refresh.ts';
import { signIn } from '../flows/sign-in.ts';
import { issue } from '../flows/tokens.ts';
import type { App } from '../store/identity.ts';
import { oauthError } from './oauth-error.ts';

const Text = Type.Optional(Type.String());
/** All are optional here, so that what is missing is told in OAuth's words. */
const Body = Type.Object({
  grant_type: Text,
  client_id: Text,
  client_secret: Text,
  code: Text,
  redirect_uri: Text,
  code_verifier: Text,
  scope: Text,
  refresh_token: Text,
  username: Text,
  password: Text,
});
type Fields = Static<typeof Body>;

type GrantType = (auth: Auth, app: App, fields: Fields, ip: string) => Promise<Token | Answer>;

const grantTypes: Record<string, GrantType> = {
  async authorization_code(auth, app, { code, redirect_uri: redirectUri, code_verifier: verifier }, ip) {
    if (code === undefined) return oauthError('invalid_request', 'code is missing');
    return counted(auth, app, ip, () => redeem(auth, app, { code, redirectUri, verifier }));
  },
  async refresh_token(auth, app, { refresh_token: presented }, ip) {
    if (presented === undefined) return oauthError('invalid_request', 'refresh_token is missing');
    return counted(auth, app, ip, () => refresh(auth, app, presented));
  },
  async client_credentials(auth, app, fields) {
    const scopes = scopesFor(app, fields.scope);
    return scopes === null
      ? oauthError('invalid_scope')
      : issue(auth, { appId: app.id, person: null, scopes });
  },
  async password(auth, app, { username, password, scope }, ip) {
    if (!auth.config.PASSWORD_GRANT) return oauthError('unsupported_grant_type');
    if (username === undefined || password === undefined) {
      return oauthError('invalid_request', 'username or password is missing');
    }
    const scopes = scopesFor(app, scope);
    if (scopes === null) return oauthError('invalid_scope');
    const person = await signIn(auth, { name: username, password, ip });
    return person === null ? oauthError('invalid_grant') : issue(auth, { appId: app.id, person, scopes });
  },
};

/** Whoever guesses codes is stopped, by application and by address. */
async function counted(
  auth: Auth,
  app: App,
  ip: string,
  exchange: () => Promise<Token | null>,
): Promise<Token | Answer> {
  const attempt = { account: app.id, address: ip };
  await auth.attempts.take('code', attempt);
  const token = await exchange().catch(async (error: unknown) => {
    // It was no guess: an engine was away.
    await auth.attempts.giveBack('code', attempt);
    throw error;
  });
  if (token === null) return oauthError('invalid_grant');
  await auth.attempts.giveBack('code', attempt);
  return token;
}

/** Null: more than the application registered. */
function scopesFor(app: App, asked: string | undefined): string[] | null {
  const scopes = parseScopes(asked ?? DEFAULT_SCOPE);
  if (scopes.length === 0) scopes.push(DEFAULT_SCOPE);
  return unknownScope(scopes) === null && isSubset(scopes, app.scopes) ? scopes : null;
}

export function oauthTokenRoutes(auth: Auth): Route[] {
  return [
    route({
      method: 'POST',
      path: '/oauth/token',
      summary: 'Trade a code, a refresh token or client credentials for a token',
      auth: 'none',
      body: Body,
      answers: { 200: TokenSchema, 400: ApiError, 401: ApiError },
      async handle({ body, headers, ip }) {
        const grantType = body.grant_type ?? '';
        if (grantType === '') return oauthError('invalid_request', 'grant_type is missing');
        const grant = Object.hasOwn(grantTypes, grantType) ? grantTypes[grantType] : undefined;
        if (grant === undefined) return oauthError('unsupported_grant_type');
        const credentials = credentialsOf(body, oneHeader(headers.authorization));
        const app = credentials === null ? null : await appWith(auth, credentials.id, credentials.secret);
        if (app === null) return oauthError('invalid_client');
        try {
          return await grant(auth, app, body, ip);
        } catch (error) {
          if (isAppError(error, 'account_suspended')) return oauthError('invalid_grant', error.message);
          throw error;
        }
      },
    }),
  ];
}

export function oneHeader(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
