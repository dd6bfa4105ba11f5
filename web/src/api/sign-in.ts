/** Signing in as every other app does: OAuth with PKCE, on the pages of the server. Nothing here sees the password. */
import { api, request } from './client.ts';
import { session } from './session.ts';

const everybody = 'read write follow';
/** What somebody who reviews or runs the place needs besides; whoever does not is not asked for it. */
const staff = `${everybody} admin:read admin:write`;
const redirectUri = () => `${location.origin}/signed-in`;
const appKey = 'fanfare.app';
const attemptKey = 'fanfare.attempt';

interface App {
  clientId: string;
  clientSecret: string;
}

/** What must be known when the browser comes back from the server's pages. */
interface Attempt {
  state: string;
  verifier: string;
  back: string;
}

export interface SignInOptions {
  /** The path to come back to; where one is, by default. */
  back?: string;
  /** With the scopes for reviewing and running the place. */
  asStaff?: boolean;
  /** Begins with the page that makes an account. */
  newAccount?: boolean;
}

/** Leaves for the server's sign-in page. @throws MastoHttpError when no app can be registered */
export async function startSignIn(options: SignInOptions = {}): Promise<void> {
  const app = await registeredApp();
  const attempt: Attempt = {
    state: randomText(),
    verifier: randomText(),
    back: options.back ?? location.pathname + location.search,
  };
  sessionStorage.setItem(attemptKey, JSON.stringify(attempt));
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: redirectUri(),
    scope: options.asStaff === true ? staff : everybody,
    state: attempt.state,
    ...(await challengeOf(attempt.verifier)),
  });
  const authorize = `/oauth/authorize?${query}`;
  location.assign(
    options.newAccount === true ? `/auth/sign_up?${new URLSearchParams({ next: authorize })}` : authorize,
  );
}

/** What the server's pages sent back is not for this browser, or was used before. */
export class SignInFailed extends Error {
  /** refused: the person said no. */
  readonly kind: 'refused' | 'stale';
  constructor(kind: 'refused' | 'stale') {
    super(kind);
    this.kind = kind;
  }
}

/**
 * Finishes on `/signed-in`: trades the code for a token and remembers who it is.
 * @returns the path to go back to
 * @throws SignInFailed | MastoHttpError
 */
export async function finishSignIn(query: URLSearchParams): Promise<string> {
  const attempt = JSON.parse(sessionStorage.getItem(attemptKey) ?? 'null') as Attempt | null;
  sessionStorage.removeItem(attemptKey);
  if (query.get('error') !== null) throw new SignInFailed('refused');
  const code = query.get('code');
  if (attempt === null || code === null || query.get('state') !== attempt.state)
    throw new SignInFailed('stale');
  const app = await registeredApp();
  const { data: grant } = await request<{ accessToken: string; scope: string }>('POST', '/oauth/token', {
    body: {
      grantType: 'authorization_code',
      code,
      clientId: app.clientId,
      clientSecret: app.clientSecret,
      redirectUri: redirectUri(),
      ...(window.isSecureContext ? { codeVerifier: attempt.verifier } : {}),
    },
    anonymous: true,
  });
  const { data: account } = await request<{ id: string }>('GET', '/api/v1/accounts/verify_credentials', {
    headers: { authorization: `Bearer ${grant.accessToken}` },
    anonymous: true,
  });
  session.begin({ token: grant.accessToken, scope: grant.scope, accountId: account.id });
  return attempt.back;
}

/** Gives the token back, so that it is worth nothing any more; without the server it is forgotten all the same. */
export async function signOut(): Promise<void> {
  const token = session.current()?.token;
  const app = storedApp();
  session.end();
  if (token === undefined || app === null) return;
  await request('POST', '/oauth/revoke', { body: { ...app, token }, anonymous: true, keepalive: true });
}

/** One registration per browser: the server forgets nothing, and a person's list of apps stays short. */
async function registeredApp(): Promise<App> {
  const stored = storedApp();
  if (stored !== null) {
    const known = await fetch(`/oauth/authorize?${new URLSearchParams({ client_id: stored.clientId })}`, {
      redirect: 'manual',
    });
    if (known.status !== 400) return stored;
  }
  const { clientId, clientSecret } = await api().v1.apps.create({
    clientName: 'Fanfare Web',
    redirectUris: redirectUri(),
    scopes: staff,
    website: location.origin,
  });
  if (clientId == null || clientSecret == null) throw new Error('The server registered no app');
  const app = { clientId, clientSecret };
  localStorage.setItem(appKey, JSON.stringify(app));
  return app;
}

function storedApp(): App | null {
  return JSON.parse(localStorage.getItem(appKey) ?? 'null') as App | null;
}

function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** Browsers hash only on https and on this machine's own addresses; elsewhere the code goes without. */
async function challengeOf(verifier: string): Promise<Record<string, string>> {
  if (!window.isSecureContext) return {};
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { code_challenge: base64Url(new Uint8Array(hash)), code_challenge_method: 'S256' };
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
