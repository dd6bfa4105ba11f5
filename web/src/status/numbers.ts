/** Times, sizes and shares as people read them. */
const KIB = 1024;
const byteUnits = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** Seconds in the unit that fits. */
export function time(seconds: number, language: string): string {
  if (seconds < 1) return unit(Math.round(seconds * 1000), 'millisecond', language);
  if (seconds < 60) return unit(seconds, 'second', language, seconds < 10 ? 1 : 0);
  if (seconds < 3600) return unit(Math.round(seconds / 60), 'minute', language);
  if (seconds < 2 * 86_400) return unit(Math.round(seconds / 3600), 'hour', language);
  return unit(Math.round(seconds / 86_400), 'day', language);
}

export function size(bytes: number, language: string): string {
  let value = bytes;
  let at = 0;
  while (value >= KIB && at < byteUnits.length - 1) {
    value /= KIB;
    at += 1;
  }
  return unit(value, byteUnits[at] ?? 'byte', language, value < 10 && at > 1 ? 1 : 0);
}

export function share(of: number, language: string): string {
  const digits = of > 0 && of < 0.1 ? 1 : 0;
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(of);
}

export function count(number: number, language: string): string {
  return new Intl.NumberFormat(language, { notation: number >= 10_000 ? 'compact' : 'standard' }).format(
    number,
  );
}

/** The time of day. */
export function clock(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(new Date(at));
}

function unit(value: number, name: string, language: string, digits = 0): string {
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: name,
    unitDisplay: 'short',
    maximumFractionDigits: digits,
  }).format(value);
}
