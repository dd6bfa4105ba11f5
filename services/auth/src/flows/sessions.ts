/** Logins of the web pages: a cookie with a secret, and a row that can be taken away. */
import { SEEN_EVERY, SESSION_LIFE } from '../config.ts';
import { hashOf, newName, newSecret } from '../domain/secrets.ts';
import { stateOf } from '../store/accounts.ts';
import type { Session } from '../store/identity-sessions.ts';
import type { Auth } from './needs.ts';
import type { Person } from './sign-in.ts';

export interface OpenSession {
  session: Session;
  person: Person;
}

/** @returns the secret for the cookie */
export async function openSession(
  auth: Auth,
  person: Person,
  from: { userAgent: string; ip: string },
): Promise<string> {
  const secret = newSecret();
  const now = auth.clock.now();
  await auth.identity.sessions.add({
    hash: hashOf(secret),
    id: newName(),
    account_id: person.account_id,
    valid_after: person.valid_after,
    user_agent: from.userAgent.slice(0, 300),
    ip: from.ip,
    created_at: now,
    seen_at: now,
    expires_at: now + SESSION_LIFE,
  });
  return secret;
}

/** Null: unknown, ended, made under an earlier password, or its account is suspended. */
export async function sessionOf(auth: Auth, secret: string | undefined): Promise<OpenSession | null> {
  if (secret === undefined || secret === '') return null;
  const session = await auth.identity.sessions.byHash(hashOf(secret));
  const now = auth.clock.now();
  if (session === null || session.expires_at <= now) return null;
  const [identity, state] = await Promise.all([
    auth.identity.identities.byAccount(session.account_id),
    stateOf(auth.db, session.account_id),
  ]);
  if (identity === null || identity.valid_after > session.valid_after || state?.state !== 'active')
    return null;
  if (now - session.seen_at > SEEN_EVERY) await auth.identity.sessions.touch(session.hash, now);
  return { session, person: { ...identity, account_id: session.account_id } };
}

/** Those that still let somebody in, newest first. */
export async function sessionsOf(auth: Auth, person: Person): Promise<Session[]> {
  const sessions = await auth.identity.sessions.ofAccount(person.account_id);
  const now = auth.clock.now();
  return sessions.filter((session) => session.expires_at > now && session.valid_after >= person.valid_after);
}

export async function endSessions(auth: Auth, accountId: number): Promise<void> {
  const sessions = await auth.identity.sessions.ofAccount(accountId);
  await Promise.all(sessions.map((session) => auth.identity.sessions.remove(accountId, session.id)));
}
