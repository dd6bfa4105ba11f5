/** Where a code may be sent: what an application may register, and how an answer is added to it. */

/** The application shows no page of its own: the code is shown to the person instead. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

const dangerous = new Set([
  'javascript:',
  'data:',
  'vbscript:',
  'blob:',
  'file:',
  'about:',
  'view-source:',
  'filesystem:',
]);

/** Absolute, without a fragment, and nothing that a browser would run. Apps on phones bring schemes of their own. */
export function isRedirectUri(uri: string): boolean {
  if (uri === OUT_OF_BAND) return true;
  if (uri.length > 2000 || /[\s\\<>"]/.test(uri) || uri.includes('#') || !URL.canParse(uri)) return false;
  return !dangerous.has(new URL(uri).protocol);
}

/** One or several, as clients send them: a text, a text with one per line, or an array. */
export function redirectUris(value: string | readonly string[]): string[] {
  const texts = typeof value === 'string' ? [value] : value;
  return [...new Set(texts.flatMap((text) => text.split(/\s+/)).filter(Boolean))];
}

/** Adds parameters without touching what stands there: some clients carry encoded addresses in their path or query. */
export function withParameters(uri: string, parameters: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) query.append(name, value);
  return `${uri}${uri.includes('?') ? '&' : '?'}${query}`;
}

/** A path of this server to go on to after signing in; anything that leads elsewhere becomes the fallback. */
export function localPath(next: string | undefined, fallback: string): string {
  if (next === undefined || !/^\/(?![/\\])/.test(next) || /[\\\p{Cc}]/u.test(next)) return fallback;
  const url = new URL(next, 'http://local.invalid');
  return url.host === 'local.invalid' ? url.pathname + url.search : fallback;
}
