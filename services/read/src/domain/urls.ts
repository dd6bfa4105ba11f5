/** Addresses of what we present; all on PUBLIC_URL. */
export interface Urls {
  readonly base: string;
  /** As in `acct` and the instance's domain: with the port, if any. */
  readonly host: string;
  account(username: string): string;
  status(username: string, id: number): string;
  tag(name: string): string;
  media(key: string): string;
  avatar(key: string | null): string;
  header(key: string | null): string;
}

export const missingAvatar = '/avatars/original/missing.png';
export const missingHeader = '/headers/original/missing.png';

export function urlsOf(publicUrl: string): Urls {
  const base = publicUrl.replace(/\/$/, '');
  const media = (key: string) => `${base}/media/${key}`;
  return {
    base,
    host: new URL(base).host,
    account: (username) => `${base}/@${username}`,
    status: (username, id) => `${base}/@${username}/${id}`,
    tag: (name) => `${base}/tags/${encodeURIComponent(name)}`,
    media,
    avatar: (key) => (key === null ? `${base}${missingAvatar}` : media(key)),
    header: (key) => (key === null ? `${base}${missingHeader}` : media(key)),
  };
}

/** ISO 8601 with milliseconds and Z: one client's parser needs the fraction. */
export function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}

export function isoDay(ms: number): string {
  const date = new Date(ms);
  // Several times as fast as cutting it out of the whole; each author of a page has one.
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return `${String(year).padStart(4, '0')}-${month < 10 ? '0' : ''}${month}-${day < 10 ? '0' : ''}${day}`;
}
