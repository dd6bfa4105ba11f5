/** Who is at the pages: the session cookie, and what protects forms from other sites. */

import { SESSION_LIFE } from '../../config.ts';
import { derivedSecret, newSecret, sameText } from '../../domain/secrets.ts';
import type { Auth } from '../../flows/needs.ts';
import type { OpenSession } from '../../flows/sessions.ts';
import { openSession, sessionOf } from '../../flows/sessions.ts';
import type { Person } from '../../flows/sign-in.ts';
import { oneHeader } from '../oauth-token.ts';

export interface PageRequest {
  cookies: Record<string, string>;
  headers: Record<string, string | string[] | undefined>;
  ip: string;
}

export interface Visit {
  session: OpenSession | null;
  /** Goes into every form as `csrf`. */
  csrf: string;
  /** Set-Cookie headers that this visit needs. */
  setCookies: string[];
}

export async function visitOf(auth: Auth, request: PageRequest): Promise<Visit> {
  const names = cookieNames(auth.publicUrl);
  const session = await sessionOf(auth, request.cookies[names.session]);
  const known = request.cookies[names.form];
  const form = known !== undefined && /^[A-Za-z0-9_-]{43}$/.test(known) ? known : newSecret();
  return {
    session,
    csrf: derivedSecret(form, 'csrf', session?.session.id ?? ''),
    setCookies: form === known ? [] : [cookie(auth.publicUrl, names.form, form, SESSION_LIFE)],
  };
}

/**
 * Was the form sent from a page of ours? SameSite cookies keep other sites out already; the origin and the token,
 * which only our pages know, are the second and the third lock.
 */
export function isOwnForm(
  auth: Auth,
  request: PageRequest,
  visit: Visit,
  token: string | undefined,
): boolean {
  return isOwnOrigin(auth.publicUrl, request) && sameText(token ?? '', visit.csrf);
}

function isOwnOrigin(publicUrl: string, { headers }: PageRequest): boolean {
  const site = oneHeader(headers['sec-fetch-site']);
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = oneHeader(headers.origin);
  // Some browsers withhold it; then the token decides.
  if (origin === undefined || origin === 'null') return true;
  if (!URL.canParse(origin)) return false;
  // People also come by another name of this machine, such as 127.0.0.1 for localhost.
  return origin === new URL(publicUrl).origin || new URL(origin).host === oneHeader(headers.host);
}

/** Signs in on this browser. @returns the Set-Cookie header */
export async function signInHere(auth: Auth, request: PageRequest, person: Person): Promise<string> {
  const names = cookieNames(auth.publicUrl);
  await endVisit(auth, request);
  const userAgent = oneHeader(request.headers['user-agent']) ?? '';
  const secret = await openSession(auth, person, { userAgent, ip: request.ip });
  return cookie(auth.publicUrl, names.session, secret, SESSION_LIFE);
}

/** Signs out on this browser. @returns the Set-Cookie header */
export async function signOutHere(auth: Auth, request: PageRequest): Promise<string> {
  await endVisit(auth, request);
  return cookie(auth.publicUrl, cookieNames(auth.publicUrl).session, '', 0);
}

async function endVisit(auth: Auth, request: PageRequest): Promise<void> {
  const open = await sessionOf(auth, request.cookies[cookieNames(auth.publicUrl).session]);
  if (open !== null) await auth.identity.sessions.remove(open.person.account_id, open.session.id);
}

/** With https the browser holds them to this host and to https. Without, ports of one host would share them. */
function cookieNames(publicUrl: string): { session: string; form: string } {
  const { protocol, port } = new URL(publicUrl);
  const mark = (name: string) =>
    protocol === 'https:' ? `__Host-fanfare_${name}` : `fanfare_${name}_${port || '80'}`;
  return { session: mark('session'), form: mark('form') };
}

function cookie(publicUrl: string, name: string, value: string, life: number): string {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.floor(life / 1000)}${secure}`;
}
