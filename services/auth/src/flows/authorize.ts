/** A request for a person's consent: what is asked, whether it may be asked, and the code it ends with. */
import { CODE_LIFE } from '../config.ts';
import { OUT_OF_BAND, withParameters } from '../domain/redirects.ts';
import { DEFAULT_SCOPE, isSubset, parseScopes, unknownScope } from '../domain/scopes.ts';
import { hashOf, isChallenge, newSecret } from '../domain/secrets.ts';
import type { App } from '../store/identity.ts';
import type { Auth } from './needs.ts';
import type { Person } from './sign-in.ts';
import { newGrant } from './tokens.ts';

export interface AuthorizeParameters {
  response_type?: string;
  client_id?: string;
  redirect_uri?: string;
  scope?: string;
  state?: string;
  code_challenge?: string;
  code_challenge_method?: string;
}

export interface ConsentRequest {
  app: App;
  redirectUri: string;
  scopes: string[];
  state: string | undefined;
  challenge: string | null;
}

export type Judged =
  | { kind: 'asked'; request: ConsentRequest }
  /** There is nobody to send back to: a page says so. */
  | { kind: 'hopeless'; why: string }
  /** The application is told by redirect. */
  | { kind: 'refused'; location: string };

export async function judgeAuthorize(auth: Auth, asked: AuthorizeParameters): Promise<Judged> {
  const app = asked.client_id === undefined ? null : await auth.identity.apps.byId(asked.client_id);
  if (app === null)
    return { kind: 'hopeless', why: 'The application that sent you here is not known to this server.' };
  const redirectUri =
    asked.redirect_uri ?? (app.redirect_uris.length === 1 ? app.redirect_uris[0] : undefined);
  if (redirectUri === undefined || !app.redirect_uris.includes(redirectUri)) {
    return {
      kind: 'hopeless',
      why: 'The application wants to send you on to an address that it has not registered.',
    };
  }
  const refuse = (error: string, why: string): Judged =>
    redirectUri === OUT_OF_BAND
      ? { kind: 'hopeless', why }
      : { kind: 'refused', location: refusal(redirectUri, error, why, asked.state) };
  if (asked.response_type !== 'code')
    return refuse('unsupported_response_type', 'response_type must be code');
  const scopes = parseScopes(asked.scope ?? DEFAULT_SCOPE);
  if (scopes.length === 0) scopes.push(DEFAULT_SCOPE);
  if (unknownScope(scopes) !== null || !isSubset(scopes, app.scopes)) {
    return refuse(
      'invalid_scope',
      'The requested scope is invalid, unknown, or exceeds what the application registered',
    );
  }
  if (asked.code_challenge !== undefined) {
    if (asked.code_challenge_method !== 'S256')
      return refuse('invalid_request', 'code_challenge_method must be S256');
    if (!isChallenge(asked.code_challenge)) return refuse('invalid_request', 'code_challenge is malformed');
  } else if (asked.code_challenge_method !== undefined) {
    return refuse('invalid_request', 'code_challenge is missing');
  }
  const challenge = asked.code_challenge ?? null;
  return { kind: 'asked', request: { app, redirectUri, scopes, state: asked.state, challenge } };
}

/** Where to send somebody who said no, or whose application asked wrongly. */
export function refusal(redirectUri: string, error: string, why: string, state: string | undefined): string {
  return withParameters(redirectUri, { error, error_description: why, state });
}

/** The person agreed. @returns the code, valid once and for ten minutes */
export async function grantCode(auth: Auth, request: ConsentRequest, person: Person): Promise<string> {
  const code = newSecret();
  const now = auth.clock.now();
  await auth.identity.grants.add({
    ...newGrant({ appId: request.app.id, person, scopes: request.scopes }, now),
    code_hash: hashOf(code),
    code_expires_at: now + CODE_LIFE,
    redirect_uri: request.redirectUri,
    code_challenge: request.challenge,
  });
  return code;
}
