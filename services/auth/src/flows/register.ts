import type { RoleName } from '@fanfare/contracts';
import type { AccountId } from '@fanfare/kernel';
import { AppError, isAppError } from '@fanfare/kernel';
import { emailKey, taken, usernameKey } from '../domain/account-rules.ts';
import type { Complaints, RegistrationForm } from '../domain/registration.ts';
import { complaintsAbout, registrationError } from '../domain/registration.ts';
import { newName } from '../domain/secrets.ts';
import type { NewAccount } from '../store/accounts.ts';
import { accountOfReservation } from '../store/accounts.ts';
import type { Auth } from './needs.ts';
import type { Reservation } from './reservations.ts';
import { commit, reserve } from './reservations.ts';

export interface Registration extends RegistrationForm {
  role: RoleName;
  displayName: string;
  note: string;
}

export interface RegisterOptions {
  /** The operator chooses the name: reserved ones are allowed. */
  official?: boolean;
  /** Only while there is no owner. */
  first?: boolean;
}

/**
 * Makes an account: reserve the identity, commit the account, activate.
 * @throws AppError `invalid` with details; `conflict` when `first` and there is an owner
 */
export function register(auth: Auth, form: Registration, options: RegisterOptions = {}): Promise<AccountId> {
  return auth.counted.registration(tryToRegister(auth, form, options));
}

async function tryToRegister(auth: Auth, form: Registration, options: RegisterOptions): Promise<AccountId> {
  const complaints = await allComplaints(auth, form, options.official);
  if (Object.keys(complaints).length > 0) throw registrationError(complaints);
  const hash = await auth.passwords.hash(form.password);
  const reservation = await reserve(auth, reservationOf(form, hash, auth.clock.now()), form.password);
  const id = await commitOne(auth, form, reservation, options.first);
  await activate(auth, reservation, id);
  return id;
}

export function reservationOf(form: RegistrationForm, hash: string, now: number): Reservation {
  return {
    id: newName(),
    username_key: usernameKey(form.username),
    email: form.email.trim(),
    email_key: emailKey(form.email),
    password_hash: hash,
    valid_after: now,
    reserved_at: now,
  };
}

export function accountOf(form: Registration): Omit<NewAccount, 'reservationId'> {
  return {
    username: form.username,
    usernameKey: usernameKey(form.username),
    role: form.role,
    displayName: form.displayName,
    note: form.note,
  };
}

/** From here on the account exists; if this fails, the sweeper or the first sign-in does it. */
export async function activate(auth: Auth, reservation: Reservation, id: AccountId): Promise<void> {
  try {
    if (await auth.identity.identities.activate(reservation.id, id)) return;
    auth.log.error(
      { account_id: id },
      'A new account has no identity: its reservation was given free too early',
    );
  } catch (error) {
    auth.log.warn({ err: error, account_id: id }, 'A new account is activated later');
  }
}

/** Rules, and what is taken already: so that all complaints come at once, before a hash is paid for. */
async function allComplaints(auth: Auth, form: Registration, official = false): Promise<Complaints> {
  const complaints = complaintsAbout(form, official);
  const { identities } = auth.identity;
  const [name, address] = await Promise.all([
    complaints.username === undefined ? identities.byUsername(usernameKey(form.username)) : null,
    complaints.email === undefined ? identities.byEmail(emailKey(form.email)) : null,
  ]);
  // A reservation without account may be this person's own, half done: `reserve` decides.
  if (name !== null && name.account_id !== null) complaints.username = [taken];
  if (address !== null && address.account_id !== null) complaints.email = [taken];
  return complaints;
}

async function commitOne(
  auth: Auth,
  form: Registration,
  reservation: Reservation,
  first = false,
): Promise<AccountId> {
  try {
    const [id] = await commit(auth, [{ account: accountOf(form), reservation }], first);
    if (id !== undefined) return id;
  } catch (error) {
    if (!isAppError(error, 'conflict')) throw error;
    // The same person's other attempt was quicker; or the name is in use although no identity holds it.
    const id = await accountOfReservation(auth.db, reservation.id);
    if (id !== null) return id;
    await auth.identity.identities.release(reservation.id);
    if (first) throw error;
  }
  throw registrationError({ username: [taken] });
}

/** @throws AppError `forbidden` */
export function mustBeOpen(open: boolean): void {
  if (!open) {
    throw new AppError('forbidden', { text: 'This server does not take new accounts at the moment' });
  }
}
