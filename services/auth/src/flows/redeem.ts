import type { Token } from '@fanfare/contracts/entities';
import { hashOf, provesChallenge } from '../domain/secrets.ts';
import { firstTokens } from '../domain/tokens.ts';
import type { App, Grant } from '../store/identity.ts';
import type { Auth } from './needs.ts';
import { revokeGrant } from './revocations.ts';
import { isStanding, lifeFor, publish, tokenAnswer } from './tokens.ts';

export interface CodeExchange {
  code: string;
  redirectUri: string | undefined;
  verifier: string | undefined;
}

/**
 * Trades a code for tokens, once. A second time means that somebody else has seen it: what it gave is taken back.
 * @returns null: unknown, too old, used, or not for this application, address or verifier
 */
export async function redeem(auth: Auth, app: App, exchange: CodeExchange): Promise<Token | null> {
  const grant = await auth.identity.grants.byCode(hashOf(exchange.code));
  if (grant === null || grant.app_id !== app.id || !fits(grant, exchange)) return null;
  if (grant.access_hash !== null) {
    await revokeGrant(auth, grant);
    return null;
  }
  const now = auth.clock.now();
  if ((grant.code_expires_at ?? 0) <= now || !(await isStanding(auth, grant))) return null;
  const issued = firstTokens(lifeFor(grant), now);
  if (!(await auth.identity.grants.redeem(grant.id, issued.document))) return null;
  await publish(auth, grant, issued);
  return tokenAnswer(grant.scopes, issued, now);
}

/**
 * The address may only be left out where PKCE binds the code to its client. A verifier without a challenge means that
 * somebody took the challenge away on the way here (RFC 9700, 4.8.2).
 */
function fits(grant: Grant, { redirectUri, verifier }: CodeExchange): boolean {
  if (grant.code_challenge === null) return redirectUri === grant.redirect_uri && verifier === undefined;
  if (redirectUri !== undefined && redirectUri !== grant.redirect_uri) return false;
  return verifier !== undefined && provesChallenge(verifier, grant.code_challenge);
}
