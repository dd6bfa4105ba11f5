import type { Token } from '@fanfare/contracts/entities';
import { ACCESS_LIFE } from '../config.ts';
import { hashOf } from '../domain/secrets.ts';
import { familyOf, judgeRefresh, nextTokens } from '../domain/tokens.ts';
import type { App, Grant } from '../store/identity.ts';
import type { Auth } from './needs.ts';
import { note, revokeGrant, tell } from './revocations.ts';
import { isStanding, tokenAnswer } from './tokens.ts';

/**
 * Trades a refresh token for its successors. Until one of these is used it may be traded again, for the same ones;
 * after that somebody else holds a copy, and the grant ends.
 * @returns null: unknown, revoked, of another application, or reused
 */
export async function refresh(auth: Auth, app: App, presented: string): Promise<Token | null> {
  // Losing a race against another refresh is seen at the second look.
  for (let attempt = 0; attempt < 3; attempt++) {
    const grant = await auth.identity.grants.byFamily(hashOf(familyOf(presented)));
    if (grant === null || grant.app_id !== app.id || !(await isStanding(auth, grant))) return null;
    switch (judgeRefresh(grant, presented)) {
      case 'current': {
        const token = await rotate(auth, grant, presented);
        if (token !== null) return token;
        break;
      }
      case 'repeated':
        return again(auth, grant, presented);
      case 'reused':
        auth.log.warn(
          { app_id: app.id, account_id: grant.account_id },
          'A refresh token was used twice: the grant ends',
        );
        await revokeGrant(auth, grant);
        return null;
    }
  }
  return null;
}

async function rotate(auth: Auth, grant: Grant, presented: string): Promise<Token | null> {
  const now = auth.clock.now();
  const next = nextTokens(grant, presented, ACCESS_LIFE, now);
  // The grant holds two access tokens; a third one that still lives is taken back.
  const { previous_access_hash: third, previous_access_expires_at: end } = grant;
  const dropped = third !== null && end !== null && end > now ? [third] : [];
  await note(auth, dropped);
  if (!(await auth.identity.grants.rotate(grant.id, hashOf(presented), next.document))) return null;
  await tell(auth, dropped);
  // No live copy: the first use comes to auth, which then knows that the client has its new tokens.
  return tokenAnswer(grant.scopes, next, now);
}

async function again(auth: Auth, grant: Grant, presented: string): Promise<Token | null> {
  const now = auth.clock.now();
  const next = nextTokens(grant, presented, ACCESS_LIFE, now);
  if (!(await auth.identity.grants.prolong(grant.id, hashOf(next.access), now + ACCESS_LIFE))) return null;
  return tokenAnswer(grant.scopes, next, now);
}
