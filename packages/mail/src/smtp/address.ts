import { StartError } from '@fanfare/kernel';

export interface Address {
  host: string;
  port: number;
  /** TLS from the first byte; else it begins in the clear. */
  secure: boolean;
  /** What follows a beginning in the clear. */
  tls: 'required' | 'optional' | 'off';
  auth: { user: string; pass: string } | null;
  /** The sender, as a mail header has it. */
  from: string;
  /** Its bare address. */
  sender: string;
  /** For people: no secret in it. */
  shown: string;
}

const FORMS =
  'smtp://USER:PASSWORD@HOST:PORT?from=noreply@example.org, or smtps:// (USER and PASSWORD percent-encoded)';
const known = ['from', 'tls'];
const levels = ['required', 'optional', 'off'] as const;
const bare = /^[^\s@<>"]+@[^\s@<>"]+$/;

/**
 * Reads SMTP_URL: `smtp://` begins in the clear and goes on with STARTTLS (port 587), `smtps://` is TLS throughout
 * (port 465). A password crosses no network in the clear unless `?tls=` allows it.
 * @param from overrides `?from=`; without either, a user that is an e-mail address is the sender
 * @throws StartError
 */
export function readAddress(text: string, from?: string): Address {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '')
    throw wrong('cannot be read');
  const unknown = [...url.searchParams.keys()].find((name) => !known.includes(name));
  if (unknown !== undefined) throw wrong(`has ?${unknown}=, and knows only ${known.join(', ')}`);
  const auth = authOf(url);
  const sentBy = from ?? url.searchParams.get('from') ?? (auth && bare.test(auth.user) ? auth.user : null);
  if (sentBy === null) throw wrong('does not say who sends: add ?from=');
  const sender = /^[^<>\r\n]*<([^<>\s]+)>$/.exec(sentBy)?.[1] ?? sentBy;
  if (!bare.test(sender) || /[\r\n]/.test(sentBy)) throw wrong('has a ?from= that is no e-mail address');
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    tls: tlsOf(url, auth !== null),
    auth,
    from: sender === sentBy ? `Fanfare <${sender}>` : sentBy,
    sender,
    shown: `${url.protocol}//${url.host}`,
  };
}

function authOf(url: URL): Address['auth'] {
  if (url.username === '') return null;
  if (url.password === '') throw wrong('has a user without a password');
  try {
    return { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) };
  } catch (error) {
    throw wrong('has a user or password that is not percent-encoded', error);
  }
}

function tlsOf(url: URL, hasSecret: boolean): Address['tls'] {
  const text = url.searchParams.get('tls');
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (text === null) return hasSecret && !loopback ? 'required' : 'optional';
  const level = levels.find((one) => one === text);
  if (level === undefined) throw wrong(`has ?tls=, which is one of ${levels.join(', ')}`);
  return level;
}

function wrong(what: string, cause?: unknown): StartError {
  return new StartError(`SMTP_URL ${what}: write ${FORMS}.`, { cause });
}
