/** The one-time link that makes the owner account: each start prints one, all are dead once an owner exists. */
import type { AccountId } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { OWNER_LINKS } from '../config.ts';
import { hashOf, newSecret } from '../domain/secrets.ts';
import { ownerExists } from '../store/accounts.ts';
import type { Auth } from './needs.ts';
import type { Registration } from './register.ts';
import { register } from './register.ts';

/** A path on this server; null once there is an owner. */
export async function newOwnerLink(auth: Auth): Promise<string | null> {
  if (await ownerExists(auth.db)) return null;
  const secret = newSecret();
  await auth.identity.ownerLinks.put(hashOf(secret), auth.clock.now(), OWNER_LINKS);
  return `/setup/${secret}`;
}

export async function isOwnerLink(auth: Auth, secret: string): Promise<boolean> {
  return (await auth.identity.ownerLinks.isOpen(hashOf(secret))) && !(await ownerExists(auth.db));
}

/**
 * @throws AppError `not_found` for a dead link, `conflict` when somebody else was quicker, `invalid` with details
 */
export async function makeOwner(
  auth: Auth,
  secret: string,
  form: Omit<Registration, 'role'>,
): Promise<AccountId> {
  if (!(await isOwnerLink(auth, secret))) throw new AppError('not_found');
  const id = await register(auth, { ...form, role: 'owner' }, { official: true, first: true });
  // They are dead already, now that there is an owner.
  await auth.identity.ownerLinks
    .removeAll()
    .catch((error: unknown) => auth.log.warn({ err: error }, 'Old owner links were not removed'));
  return id;
}
