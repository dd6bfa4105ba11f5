const DAY = 24 * 60 * 60_000;

/** Begin and end (not included) of a day in UTC, in ms; null for what is no day. */
export function dayOf(text: string): { begin: number; end: number } | null {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const begin = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(begin);
  // The thirtieth of February would be a day of March.
  const exists =
    date.getUTCFullYear() === Number(year) &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day);
  return exists ? { begin, end: begin + DAY } : null;
}

/** The begins of the last days in UTC, newest first, the present one included. */
export function lastDays(now: number, count: number): number[] {
  const today = Math.floor(now / DAY) * DAY;
  return Array.from({ length: count }, (_, index) => today - index * DAY);
}
