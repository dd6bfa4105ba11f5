/** Changing password and e-mail address. */
import { AppError } from '@fanfare/kernel';
import { emailErrors, emailKey, passwordErrors, taken } from '../domain/account-rules.ts';
import { registrationError } from '../domain/registration.ts';
import { livingHashes } from '../domain/tokens.ts';
import type { Auth } from './needs.ts';
import { note, revokeAll } from './revocations.ts';
import { endSessions } from './sessions.ts';
import type { Person } from './sign-in.ts';

/**
 * A new password ends every session and token of the account, this one too.
 * @returns the person as of now, under whom new sessions may be opened
 * @throws AppError `invalid` with details; `conflict` when somebody else changed it meanwhile
 */
export async function changePassword(auth: Auth, person: Person, password: string): Promise<Person> {
  const errors = passwordErrors(password);
  if (errors.length > 0) throw registrationError({ password: errors });
  const now = auth.clock.now();
  const change = {
    password_hash: await auth.passwords.hash(password),
    // Later than whatever was issued under the old one, whichever clock did it.
    valid_after: Math.max(now, person.valid_after + 1),
  };
  const grants = await auth.identity.grants.ofAccount(person.account_id);
  await note(
    auth,
    grants.flatMap((grant) => livingHashes(grant, now)),
  );
  if (!(await auth.identity.identities.setPassword(person.id, person.valid_after, change))) {
    throw new AppError('conflict', { text: 'The password was changed by somebody else at this moment' });
  }
  // From here on all of them are refused by auth; this says so everywhere, also of those made a moment ago.
  await revokeAll(auth, person.account_id);
  await endSessions(auth, person.account_id);
  await tellByMail(
    auth,
    person.email,
    'Your password was changed',
    'The password of your account was changed.',
  );
  return { ...person, ...change };
}

/** @throws AppError `invalid` with details */
export async function changeEmail(auth: Auth, person: Person, email: string): Promise<void> {
  const errors = emailErrors(email);
  if (errors.length > 0) throw registrationError({ email: errors });
  const address = email.trim();
  if (address === person.email) return;
  if ((await auth.identity.identities.setEmail(person.id, address, emailKey(address))) === 'email_taken') {
    throw registrationError({ email: [taken] });
  }
  await tellByMail(
    auth,
    person.email,
    'Your e-mail address was changed',
    `Your account now uses ${address}.`,
  );
}

/** The change is done, and a letter that cannot be sent does not undo it. */
async function tellByMail(auth: Auth, to: string, subject: string, what: string): Promise<void> {
  const text = `${what}\n\nIf this was not you, ask whoever runs ${auth.publicUrl} for help at once.\n`;
  await auth.mail
    .send({ to, subject, text })
    .catch((error: unknown) =>
      auth.log.warn({ err: error }, 'A letter about a changed account was not sent'),
    );
}
