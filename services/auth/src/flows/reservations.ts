/** A registration spans two stores; what a crash left half done is finished, or undone, here. */
import type { AccountId } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { COMMIT_WITHIN, RESERVATION_LIFE } from '../config.ts';
import { taken } from '../domain/account-rules.ts';
import { registrationError } from '../domain/registration.ts';
import type { NewAccount } from '../store/accounts.ts';
import { accountById, accountOfReservation, insertAccount } from '../store/accounts.ts';
import type { Identity } from '../store/identity.ts';
import type { Auth } from './needs.ts';

export type Reservation = Omit<Identity, 'account_id'>;

/**
 * Takes name and address. A reservation that a crash left behind does not stand in the way of the same person, who
 * tries again with the same password.
 * @returns the reservation to go on with
 * @throws AppError `invalid` with details when one of them is taken
 */
export async function reserve(auth: Auth, wanted: Reservation, password: string): Promise<Reservation> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const result = await auth.identity.identities.reserve(wanted);
    if (result === 'reserved') return wanted;
    const field = result === 'username_taken' ? 'username' : 'email';
    const holder = await (field === 'username'
      ? auth.identity.identities.byUsername(wanted.username_key)
      : auth.identity.identities.byEmail(wanted.email_key));
    if (holder === null) continue; // given free meanwhile
    const open = holder.account_id === null && (await settle(auth, holder)) === 'open';
    if (open && (await isSamePerson(auth, holder, wanted, password))) return holder;
    const released = holder.account_id === null && (await auth.identity.identities.byId(holder.id)) === null;
    if (!released) throw registrationError({ [field]: [taken] });
  }
  throw registrationError({ username: [taken] });
}

async function isSamePerson(
  auth: Auth,
  holder: Identity,
  wanted: Reservation,
  password: string,
): Promise<boolean> {
  if (holder.username_key !== wanted.username_key || holder.email_key !== wanted.email_key) return false;
  return auth.passwords.verify(holder.password_hash, password);
}

/** Looks at the truth, the core database, and makes the reservation agree with it. `open`: it may still be under way. */
export async function settle(auth: Auth, reservation: Identity): Promise<'activated' | 'released' | 'open'> {
  const account = await accountOfReservation(auth.db, reservation.id);
  if (account !== null) {
    await auth.identity.identities.activate(reservation.id, account);
    return 'activated';
  }
  if (auth.clock.now() - reservation.reserved_at < RESERVATION_LIFE) return 'open';
  // An instance whose clock is wrong commits nothing (no ids are minted there), so it may not judge this either.
  const now = await auth.db.unit(async (unit) => unit.now);
  if (now - reservation.reserved_at < RESERVATION_LIFE) return 'open';
  // No commit can come any more: it would have had to be within COMMIT_WITHIN, long ago.
  await auth.identity.identities.release(reservation.id);
  return 'released';
}

/** The commit point, for one or many; all of them or none. `first`: only while there is no owner. */
export async function commit(
  auth: Auth,
  accounts: readonly { account: Omit<NewAccount, 'reservationId'>; reservation: Reservation }[],
  first = false,
): Promise<AccountId[]> {
  return auth.db.unit(async (unit) => {
    const ids: AccountId[] = [];
    for (const { account, reservation } of accounts) {
      if (auth.clock.now() - reservation.reserved_at > COMMIT_WITHIN) {
        throw new AppError('engine_away', {
          detail: 'the account was not committed soon enough after its reservation',
        });
      }
      ids.push(await insertAccount(unit, { ...account, reservationId: reservation.id }, first));
    }
    return ids;
  });
}

/** The identity of an account, also when whoever made it died before they said so in the identity store. */
export async function identityOf(auth: Auth, accountId: number): Promise<Identity | null> {
  const { identities } = auth.identity;
  const found = await identities.byAccount(accountId);
  if (found !== null) return found;
  const account = await accountById(auth.db, accountId);
  if (account === null || !(await identities.activate(account.reservation_id, accountId))) return null;
  return identities.byAccount(accountId);
}

/** An active identity of this name or address; a reservation whose account exists becomes one. */
export async function identityBy(
  auth: Auth,
  key: { username: string } | { email: string },
): Promise<Identity | null> {
  const { identities } = auth.identity;
  const load = () =>
    'username' in key ? identities.byUsername(key.username) : identities.byEmail(key.email);
  const found = await load();
  if (found === null || found.account_id !== null) return found;
  return (await settle(auth, found)) === 'activated' ? load() : null;
}
