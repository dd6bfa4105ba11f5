/** Accounts in bulk, in order, for the command line, seeds and tests. */
import type { NewAccount } from '@fanfare/contracts';
import { isAppError } from '@fanfare/kernel';
import { complaintsAbout } from '../domain/registration.ts';
import type { Auth } from './needs.ts';
import type { Registration } from './register.ts';
import { accountOf, activate, register, reservationOf } from './register.ts';
import type { Reservation } from './reservations.ts';
import { commit } from './reservations.ts';

export interface Registered {
  account_id: number | null;
  error: string | null;
}

/** Accounts whose rows share one unit. */
const TOGETHER = 100;

export async function registerMany(auth: Auth, accounts: readonly NewAccount[]): Promise<Registered[]> {
  const hashes = new Map<string, Promise<string>>();
  const hashOnce = (password: string) => {
    const known = hashes.get(password) ?? auth.passwords.hash(password);
    hashes.set(password, known);
    return known;
  };
  const results: Registered[] = [];
  for (let at = 0; at < accounts.length; at += TOGETHER) {
    results.push(...(await registerSome(auth, accounts.slice(at, at + TOGETHER).map(formOf), hashOnce)));
  }
  return results;
}

async function registerSome(
  auth: Auth,
  forms: readonly Registration[],
  hashOnce: (password: string) => Promise<string>,
): Promise<Registered[]> {
  const hashes = await Promise.all(forms.map((form) => (fits(form) ? hashOnce(form.password) : null)));
  const reserved = await Promise.all(
    forms.map((form, index) => reserveQuickly(auth, form, hashes[index] ?? null)),
  );
  const ready = forms.flatMap((form, index) => {
    const reservation = reserved[index];
    return reservation ? [{ account: accountOf(form), reservation }] : [];
  });
  const ids = await commit(auth, ready).catch((error: unknown) => {
    if (isAppError(error, 'conflict')) return [];
    throw error;
  });
  const activations = ids.map((id, index) => {
    const reservation = ready[index]?.reservation;
    return reservation === undefined ? undefined : activate(auth, reservation, id);
  });
  await Promise.all(activations);
  // Whoever did not get through with the others goes the whole way alone, which also says why not.
  const committed = ids.values();
  const results: Registered[] = [];
  for (const [index, form] of forms.entries()) {
    const id = reserved[index] ? committed.next().value : undefined;
    results.push(id === undefined ? await registerAlone(auth, form) : { account_id: id, error: null });
  }
  return results;
}

function fits(form: Registration): boolean {
  return Object.keys(complaintsAbout(form, true)).length === 0;
}

async function reserveQuickly(
  auth: Auth,
  form: Registration,
  hash: string | null,
): Promise<Reservation | null> {
  if (hash === null) return null;
  const reservation = reservationOf(form, hash, auth.clock.now());
  return (await auth.identity.identities.reserve(reservation)) === 'reserved' ? reservation : null;
}

async function registerAlone(auth: Auth, form: Registration): Promise<Registered> {
  try {
    return { account_id: await register(auth, form, { official: true }), error: null };
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { account_id: null, error: error.message };
  }
}

function formOf(account: NewAccount): Registration {
  return {
    username: account.username,
    email: account.email,
    password: account.password,
    agreement: null,
    role: account.role ?? 'user',
    displayName: account.display_name ?? '',
    note: account.note ?? '',
  };
}
