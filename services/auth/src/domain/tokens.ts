/** What a grant's tokens are, and which of them still count. Times are ms. */
import type { FirstTokens, Grant, NextTokens } from '../store/identity-grants.ts';
import { derivedSecret, hashOf, newName, newSecret } from './secrets.ts';

export interface Issued<Document> {
  access: string;
  /** Null: the access token lives until it is revoked. */
  refresh: string | null;
  document: Document;
}

/** Every refresh token begins with what its family has in common, so that an old one is known as such. */
const FAMILY_LENGTH = 22;

export function familyOf(refresh: string): string {
  return refresh.slice(0, FAMILY_LENGTH);
}

/** @param life of the access token, or null: until revoked, without a refresh token */
export function firstTokens(life: number | null, now: number): Issued<FirstTokens> {
  const access = newSecret();
  const family = newName();
  const refresh = life === null ? null : family + newSecret();
  return {
    access,
    refresh,
    document: {
      access_hash: hashOf(access),
      access_created_at: now,
      access_expires_at: life === null ? null : now + life,
      family_hash: refresh === null ? null : hashOf(family),
      refresh_hash: refresh === null ? null : hashOf(refresh),
      rotation_key: refresh === null ? null : newSecret(),
    },
  };
}

/**
 * The successors of a refresh token. They follow from it and the grant's key, so a repeated refresh (a lost answer,
 * two at once) gets the same ones instead of making the first useless.
 */
export function nextTokens(
  grant: Grant,
  presented: string,
  life: number,
  now: number,
): Issued<NextTokens> & { refresh: string } {
  const key = grant.rotation_key ?? '';
  const access = derivedSecret(key, 'access', presented);
  const refresh = familyOf(presented) + derivedSecret(key, 'refresh', presented);
  return {
    access,
    refresh,
    document: {
      access_hash: hashOf(access),
      access_created_at: now,
      access_expires_at: now + life,
      previous_access_hash: grant.access_hash,
      previous_access_expires_at: grant.access_expires_at,
      refresh_hash: hashOf(refresh),
      previous_refresh_hash: hashOf(presented),
    },
  };
}

/** `current`: trade it. `repeated`: its successors were not used yet, give them again. `reused`: somebody has a copy. */
export function judgeRefresh(grant: Grant, presented: string): 'current' | 'repeated' | 'reused' {
  const hash = hashOf(presented);
  if (hash === grant.refresh_hash) return 'current';
  return hash === grant.previous_refresh_hash && grant.confirmed === 0 ? 'repeated' : 'reused';
}

/** When the token of this hash ends: null never, undefined when the grant does not (or no longer) hold it. */
export function endOf(grant: Grant, accessHash: string): number | null | undefined {
  if (accessHash === grant.access_hash) return grant.access_expires_at;
  return accessHash === grant.previous_access_hash ? grant.previous_access_expires_at : undefined;
}

/** Hashes of the access tokens that still work. */
export function livingHashes(grant: Grant, now: number): string[] {
  return [grant.access_hash, grant.previous_access_hash].filter((hash): hash is string => {
    if (hash === null) return false;
    const end = endOf(grant, hash);
    return end === null || (end !== undefined && end > now);
  });
}
