/** What a search text names exactly: an account or a post by its address, or an account by its full name. */
import { parseId } from '@fanfare/kernel';

export type Address =
  | { kind: 'account'; username: string }
  | { kind: 'status'; id: number }
  | { kind: 'tag'; name: string };

const paths: readonly [RegExp, (found: readonly string[]) => Address | null][] = [
  [/^\/(?:@|users\/)(\w+)\/?$/, ([, username = '']) => ({ kind: 'account', username })],
  [
    /^\/(?:@\w+|statuses|@\w+\/statuses|users\/\w+\/statuses|web\/statuses)\/(\d+)\/?$/,
    ([, id]) => status(id),
  ],
  [/^\/tags\/([^/]+)\/?$/, ([, name = '']) => tag(name)],
];

/** Null: no address on this server. */
export function addressOf(text: string, publicUrl: string): Address | null {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  if (url.host !== new URL(publicUrl).host) return null;
  for (const [path, make] of paths) {
    const found = path.exec(url.pathname);
    if (found !== null) return make(found);
  }
  return null;
}

/**
 * A name with a server, `@user@HOST:PORT`, on its own. `local`: it names this server, or how its host begins, as it
 * is while somebody types. Null: something else.
 */
export function fullNameOf(text: string, publicUrl: string): { username: string; local: boolean } | null {
  const [, username, domain] = /^@?(\w+)@([^\s@]+)$/.exec(text.trim()) ?? [];
  if (username === undefined || domain === undefined) return null;
  const { host, hostname } = new URL(publicUrl);
  const written = domain.toLowerCase();
  return { username, local: host.startsWith(written) || hostname === written };
}

function status(digits: string | undefined): Address | null {
  const id = parseId(digits);
  return id === null ? null : { kind: 'status', id };
}

function tag(encoded: string): Address | null {
  try {
    return { kind: 'tag', name: decodeURIComponent(encoded) };
  } catch {
    return null; // broken percent-encoding names nothing
  }
}
