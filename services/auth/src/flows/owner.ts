/** The one-time link that makes the owner account: made anew at each start, dead once an owner exists. */
import type { AccountId } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { hashOf, newSecret } from '../domain/secrets.ts';
import { ownerExists } from '../store/accounts.ts';
import type { Auth } from './needs.ts';
import type { Registration } from './register.ts';
import { register } from './register.ts';

/** Of two who send the form at once, one goes on for this long. In ms. */
const CLAIM = 30_000;

/** A path on this server; null once there is an owner. */
export async function newOwnerLink(auth: Auth): Promise<string | null> {
  if (await ownerExists(auth.db)) return null;
  const secret = newSecret();
  await auth.identity.ownerLink.put(hashOf(secret));
  return `/setup/${secret}`;
}

export async function isOwnerLink(auth: Auth, secret: string): Promise<boolean> {
  return (await auth.identity.ownerLink.isOpen(hashOf(secret))) && !(await ownerExists(auth.db));
}

/**
 * @throws AppError `not_found` for a dead link, `conflict` while somebody else uses it, `invalid` with details
 */
export async function makeOwner(
  auth: Auth,
  secret: string,
  form: Omit<Registration, 'role'>,
): Promise<AccountId> {
  if (!(await isOwnerLink(auth, secret))) throw new AppError('not_found');
  const hash = hashOf(secret);
  const now = auth.clock.now();
  if (!(await auth.identity.ownerLink.claim(hash, now, now + CLAIM))) {
    throw new AppError('conflict', {
      text: 'Somebody is using this link right now; try again in half a minute',
    });
  }
  try {
    const id = await register(auth, { ...form, role: 'owner' }, { official: true, first: true });
    await auth.identity.ownerLink.remove();
    return id;
  } catch (error) {
    await auth.identity.ownerLink.free(hash);
    throw error;
  }
}
