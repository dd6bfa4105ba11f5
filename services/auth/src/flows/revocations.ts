/** Taking tokens back: noted first, done, then told to every service, and told again until it is heard. */
import { livingHashes } from '../domain/tokens.ts';
import type { Grant } from '../store/identity.ts';
import { REPEAT_FOR } from '../store/live-tokens.ts';
import type { Auth } from './needs.ts';
import { standingToken } from './tokens.ts';

/** A note this old whose token still stands was never carried out. In ms. */
const GIVE_UP_AFTER = 60_000;
const AT_ONCE = 500;

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

/** Tells every service; if the cache is away, `repeat` does it when it is back. */
export async function tell(auth: Auth, hashes: readonly string[]): Promise<void> {
  if (hashes.length === 0) return;
  try {
    const runId = await auth.live.runId();
    for (const hash of hashes) {
      await auth.live.bury(hash);
      await auth.identity.grants.revocations.acknowledge(hash, runId);
    }
  } catch (error) {
    auth.live.missed = true;
    auth.log.warn({ err: error }, 'A revoked token is made known when the cache answers again');
  }
}

/**
 * Tells again what this cache server has not taken over yet: after an outage, a crash, or a change of server.
 * @returns whether there is nothing left to tell
 */
export async function repeat(auth: Auth, runId: string): Promise<boolean> {
  const { revocations } = auth.identity.grants;
  const now = auth.clock.now();
  const pending = await revocations.pending(now - REPEAT_FOR, runId, AT_ONCE);
  let open = 0;
  for (const { hash, at } of pending) {
    if ((await standingToken(auth, hash)) === null) {
      await auth.live.bury(hash);
      await revocations.acknowledge(hash, runId);
    } else if (now - at > GIVE_UP_AFTER) await revocations.remove(hash);
    else open += 1;
  }
  return open === 0 && pending.length < AT_ONCE;
}

/** Every grant of an account, or those of one application. */
export async function revokeAll(auth: Auth, accountId: number, appId?: string): Promise<void> {
  const grants = await auth.identity.grants.ofAccount(accountId);
  for (const grant of grants)
    if (appId === undefined || grant.app_id === appId) await revokeGrant(auth, grant);
}
