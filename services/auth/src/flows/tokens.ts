/** Tokens from issue to check; the durable copy of what every service looks up in the cache. */
import type { TokenInfo } from '@fanfare/contracts';
import type { Token } from '@fanfare/contracts/entities';
import { ACCESS_LIFE } from '../config.ts';
import { OFFLINE } from '../domain/scopes.ts';
import { newName } from '../domain/secrets.ts';
import type { Issued } from '../domain/tokens.ts';
import { endOf, firstTokens } from '../domain/tokens.ts';
import type { Grant } from '../store/identity.ts';
import type { FirstTokens } from '../store/identity-grants.ts';
import type { Auth } from './needs.ts';

export interface GrantOf {
  appId: string;
  /** Null: the application acts for itself. */
  person: { account_id: number; valid_after: number } | null;
  scopes: readonly string[];
}

/** Apps that ask for it get short tokens with a refresh token; all others what clients of this API expect. */
export function lifeFor(grant: Pick<Grant, 'scopes' | 'account_id'>): number | null {
  return grant.account_id !== null && grant.scopes.includes(OFFLINE) ? ACCESS_LIFE : null;
}

/** A grant without tokens yet. */
export function newGrant(of: GrantOf, now: number): Grant {
  return {
    id: newName(),
    app_id: of.appId,
    account_id: of.person?.account_id ?? null,
    scopes: of.scopes,
    valid_after: of.person?.valid_after ?? 0,
    created_at: now,
    code_hash: null,
    code_expires_at: null,
    redirect_uri: null,
    code_challenge: null,
    access_hash: null,
    access_created_at: null,
    access_expires_at: null,
    previous_access_hash: null,
    previous_access_expires_at: null,
    family_hash: null,
    refresh_hash: null,
    previous_refresh_hash: null,
    confirmed: 0,
    rotation_key: null,
    revoked_at: null,
  };
}

/** Makes a grant with its tokens at once (no code). @param long true: until revoked, whatever the scopes say */
export async function issue(auth: Auth, of: GrantOf, long = false): Promise<Token> {
  const now = auth.clock.now();
  const grant = newGrant(of, now);
  const issued = firstTokens(long ? null : lifeFor(grant), now);
  await auth.identity.grants.add({ ...grant, ...issued.document });
  await publish(auth, grant, issued);
  return tokenAnswer(grant.scopes, issued, now);
}

/** Writes the live copy of a first token. Later ones are left to their first use, which auth has to see. */
export async function publish(auth: Auth, grant: Grant, issued: Issued<FirstTokens>): Promise<void> {
  const { access_hash: hash, access_created_at: at, access_expires_at: end } = issued.document;
  if (hash === null || at === null) return;
  const info = infoOf({ ...grant, ...issued.document }, end);
  // The password may have changed since: then the copy would live on although the grant does not.
  if (await isStanding(auth, grant)) await auth.live.put(hash, info, at);
}

export function tokenAnswer(
  scopes: readonly string[],
  issued: { access: string; refresh: string | null; document: Pick<Grant, 'access_expires_at'> },
  now: number,
): Token {
  const end = issued.document.access_expires_at;
  return {
    access_token: issued.access,
    token_type: 'Bearer',
    scope: scopes.join(' '),
    created_at: Math.floor(now / 1000),
    ...(issued.refresh === null ? {} : { refresh_token: issued.refresh }),
    ...(end === null ? {} : { expires_in: Math.max(Math.floor((end - now) / 1000), 0) }),
  };
}

/** What a service may rely on. Null: unknown, expired, revoked, or of an earlier password. The first use confirms a rotation. */
export async function checkToken(auth: Auth, hash: string): Promise<TokenInfo | null> {
  const found = await standingToken(auth, hash);
  if (found === null) return null;
  const { grant, info } = found;
  const unconfirmed = grant.previous_refresh_hash !== null && grant.confirmed === 0;
  if (unconfirmed && hash === grant.access_hash) await auth.identity.grants.confirm(grant.id, hash);
  return info;
}

export async function standingToken(
  auth: Auth,
  hash: string,
): Promise<{ grant: Grant; info: TokenInfo } | null> {
  const grant = await auth.identity.grants.byAccess(hash);
  if (grant === null) return null;
  const end = endOf(grant, hash);
  if (end === undefined || (end !== null && end <= auth.clock.now())) return null;
  return (await isStanding(auth, grant)) ? { grant, info: infoOf(grant, end) } : null;
}

/** Not revoked, and made under the present password. */
export async function isStanding(auth: Auth, grant: Grant): Promise<boolean> {
  if (grant.revoked_at !== null) return false;
  if (grant.account_id === null) return true;
  const identity = await auth.identity.identities.byAccount(grant.account_id);
  return identity !== null && identity.valid_after <= grant.valid_after;
}

function infoOf(grant: Grant, end: number | null): TokenInfo {
  return {
    token_id: grant.id,
    app_id: grant.app_id,
    account_id: grant.account_id,
    scopes: [...grant.scopes],
    created_at: grant.access_created_at ?? grant.created_at,
    expires_at: end,
  };
}
