/** Taking tokens back: noted first, done, then told to every service, and told again until it is heard. */
import { livingHashes } from '../domain/tokens.ts';
import type { Grant } from '../store/identity.ts';
import type { Revocation } from '../store/identity-grants.ts';
import type { Auth } from './needs.ts';
import { standingToken } from './tokens.ts';

/** A note this old whose token still stands was never carried out. In ms. */
export const GIVE_UP_AFTER = 60_000;
const AT_ONCE = 100;

/** Ends a grant with all its tokens. */
export async function revokeGrant(auth: Auth, grant: Grant): Promise<void> {
  const hashes = livingHashes(grant, auth.clock.now());
  await note(auth, hashes);
  await auth.identity.grants.revoke(grant.id, auth.clock.now());
  await tell(auth, hashes);
}

/** Before anything changes: what comes to stand here is repeated, whatever happens to this process. */
export async function note(auth: Auth, hashes: readonly string[]): Promise<void> {
  const now = auth.clock.now();
  await Promise.all(hashes.map((hash) => auth.identity.grants.revocations.add(hash, now)));
}

/** Tells every service; if that fails, the job of any instance does it within a second of the cache's return. */
export async function tell(auth: Auth, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  try {
    const runId = await auth.live.runId();
    for (const hash of hashes) await bury(auth, hash, runId);
  } catch (error) {
    // The cache has said once that it is away.
    auth.log.debug({ err: error }, 'A revoked token is made known when the cache answers again');
  }
}

/** The run id was read before: a server that came in between is told again. */
async function bury(auth: Auth, hash: string, runId: string): Promise<void> {
  await auth.live.bury(hash);
  await auth.identity.grants.revocations.acknowledge(hash, runId);
}

/**
 * Tells again what this cache server has not taken over yet: after an outage, a crash of whoever revoked, or a change
 * of server. Many instances may do so at once.
 * @param since ms: notes before that are known to be told
 * @returns whether there is nothing left to tell
 */
export async function repeat(auth: Auth, runId: string, since: number): Promise<boolean> {
  for (;;) {
    const pending = await auth.identity.grants.revocations.pending(since, runId, AT_ONCE);
    const open = (await Promise.all(pending.map((one) => tellAgain(auth, one, runId)))).filter(
      (told) => !told,
    );
    if (pending.length < AT_ONCE) return open.length === 0;
    if (open.length === pending.length) return false;
  }
}

/** False: its token still stands, because whoever noted it is about to revoke it, or died before. */
async function tellAgain(auth: Auth, { hash, at }: Revocation, runId: string): Promise<boolean> {
  if ((await standingToken(auth, hash)) === null) {
    await bury(auth, hash, runId);
    return true;
  }
  if (auth.clock.now() - at <= GIVE_UP_AFTER) return false;
  await auth.identity.grants.revocations.remove(hash, at);
  return true;
}

/** Every grant of an account, or those of one application. */
export async function revokeAll(auth: Auth, accountId: number, appId?: string): Promise<void> {
  const grants = await auth.identity.grants.ofAccount(accountId);
  for (const grant of grants)
    if (appId === undefined || grant.app_id === appId) await revokeGrant(auth, grant);
}
