const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Short: `3 min`, `5 h`, `2 d` of the last week; then the date, with its year when it is not this one. */
export function ago(at: number, now: number, language: string): string {
  const past = Math.max(0, now - at);
  const inUnits = (number: number, unit: 'second' | 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(
      Math.floor(number),
    );
  if (past < MINUTE) return inUnits(past / 1000, 'second');
  if (past < HOUR) return inUnits(past / MINUTE, 'minute');
  if (past < DAY) return inUnits(past / HOUR, 'hour');
  if (past < 7 * DAY) return inUnits(past / DAY, 'day');
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  }).format(at);
}
