/** OAuth scopes: hierarchical, per application. `follow` is the deprecated name of six others. */

const readables = [
  'accounts',
  'blocks',
  'bookmarks',
  'favourites',
  'filters',
  'follows',
  'lists',
  'mutes',
  'notifications',
  'search',
  'statuses',
];
const writables = [
  'accounts',
  'blocks',
  'bookmarks',
  'conversations',
  'favourites',
  'filters',
  'follows',
  'lists',
  'media',
  'mutes',
  'notifications',
  'reports',
  'statuses',
];
const administrables = [
  'accounts',
  'reports',
  'domain_allows',
  'domain_blocks',
  'ip_blocks',
  'email_domain_blocks',
  'canonical_email_blocks',
  'submissions',
  'instance',
];
const under = (parent: string, names: readonly string[]) => [
  parent,
  ...names.map((name) => `${parent}:${name}`),
];

/** Every scope that an application may ask for. */
export const knownScopes: readonly string[] = [
  'profile',
  ...under('read', readables),
  ...under('write', writables),
  'follow',
  'push',
  ...under('admin:read', administrables),
  ...under('admin:write', administrables),
  'offline_access',
];
const known = new Set(knownScopes);

/** Asked for in this scope's place when a request names none. */
export const DEFAULT_SCOPE = 'read';
/** With it an access token lives 15 minutes and comes with a refresh token. */
export const OFFLINE = 'offline_access';

const followMeans = ['blocks', 'follows', 'mutes'].flatMap((name) => [`read:${name}`, `write:${name}`]);

/** Splits a scope text (spaces, or `+` that a form did not decode); names each once, in order. */
export function parseScopes(text: string): string[] {
  return [...new Set(text.split(/[\s+]+/).filter(Boolean))];
}

/** Null when every one is known, else the first that is not. */
export function unknownScope(scopes: readonly string[]): string | null {
  return scopes.find((scope) => !known.has(scope)) ?? null;
}

/** Does a holder of `held` hold `wanted` too? `read` covers `read:accounts`; `admin:read` covers `admin:read:reports`. */
export function covers(held: readonly string[], wanted: string): boolean {
  if (wanted === 'follow')
    return held.includes('follow') || followMeans.every((scope) => covers(held, scope));
  return held.some(
    (scope) =>
      scope === wanted ||
      wanted.startsWith(`${scope}:`) ||
      (scope === 'follow' && followMeans.includes(wanted)),
  );
}

export function isSubset(wanted: readonly string[], held: readonly string[]): boolean {
  return wanted.every((scope) => covers(held, scope));
}
