import { AppError } from '@fanfare/kernel';
import { emailKey, usernameKey } from '../domain/account-rules.ts';
import { stateOf } from '../store/accounts.ts';
import type { Identity } from '../store/identity.ts';
import type { Auth } from './needs.ts';
import { identityBy, identityOf } from './reservations.ts';

export type Person = Identity & { readonly account_id: number };

export interface SignIn {
  /** Username or e-mail address. */
  name: string;
  password: string;
  ip: string;
}

/**
 * @returns null when name and password do not belong together; it takes as long for a name that nobody has
 * @throws AppError `rate_limited`, `account_suspended`
 */
export function signIn(auth: Auth, attempt: SignIn): Promise<Person | null> {
  return auth.counted.signIn(tryToSignIn(auth, attempt));
}

async function tryToSignIn(auth: Auth, { name, password, ip }: SignIn): Promise<Person | null> {
  const key = name.trim().replace(/^@/, '');
  const identity = await identityBy(
    auth,
    key.includes('@') ? { email: emailKey(key) } : { username: usernameKey(key) },
  );
  // By whom it is about, so that writing the name in other ways gives no further attempts.
  const attempt = { account: identity?.id ?? key, address: ip };
  await auth.attempts.take('login', attempt);
  let fits = true;
  try {
    fits = await auth.passwords.verify(identity?.password_hash ?? null, password);
  } finally {
    // What was not a wrong password, too many people at once included, does not count.
    if (fits) await auth.attempts.giveBack('login', attempt);
  }
  if (!fits) return null;
  if (identity === null || identity.account_id === null) return null;
  await mustBeActive(auth, identity.account_id);
  return { ...identity, account_id: identity.account_id };
}

/** @throws AppError `account_suspended` */
export async function mustBeActive(auth: Auth, accountId: number): Promise<void> {
  if ((await stateOf(auth.db, accountId))?.state !== 'active') throw new AppError('account_suspended');
}

/** The identity of an account that exists. @throws AppError `not_found` */
export async function personOf(auth: Auth, accountId: number): Promise<Person> {
  const identity = await identityOf(auth, accountId);
  if (identity === null || identity.account_id === null) throw new AppError('not_found');
  return { ...identity, account_id: identity.account_id };
}

/** The identity of the account with this username. @throws AppError `not_found` */
export async function personNamed(auth: Auth, username: string): Promise<Person> {
  const identity = await identityBy(auth, { username: usernameKey(username.trim().replace(/^@/, '')) });
  if (identity === null || identity.account_id === null) {
    throw new AppError('not_found', { text: `There is no account named ${username}` });
  }
  return { ...identity, account_id: identity.account_id };
}
