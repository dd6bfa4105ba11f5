/** The path in this client that an address of this place names; null: none. */
const paths = [/^\/@\w+\/?$/, /^\/@\w+\/\d+\/?$/, /^\/tags\/[^/]+\/?$/];

/** @param origin of this place, e.g. `https://fanfare.example` */
export function pathInside(text: string, origin: string): string | null {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  if (url.host !== new URL(origin).host) return null;
  return paths.some((path) => path.test(url.pathname)) ? url.pathname.replace(/\/$/, '') : null;
}
