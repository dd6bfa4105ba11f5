/** The very rules that are shipped, in a time that a test can wait for. */

/** A duration as Prometheus writes it: `90s`, `1h30m`. */
const DURATION = String.raw`(?:\d+(?:ms|[smhdwy]))+`;

/** Where a duration stands in a file of rules or of the Alertmanager; numbers in sentences and names are none. */
const places = [
  // for: 5m, interval: 30s, group_wait: 10s
  new RegExp(
    String.raw`^(\s*(?:- )?(?:for|keep_firing_for|interval|group_wait|group_interval|repeat_interval):\s+)(${DURATION})(?=\s|$)`,
    'gm',
  ),
  // some_total[5m]
  new RegExp(String.raw`(\[)(${DURATION})(?=\])`, 'g'),
  // some_total[1h:1m]
  new RegExp(String.raw`(\[${DURATION}:)(${DURATION})(?=\])`, 'g'),
  new RegExp(String.raw`(\[)(${DURATION})(?=:)`, 'g'),
  // some_metric offset 1h
  new RegExp(String.raw`(\boffset )(${DURATION})\b`, 'g'),
];

/** An age that a gauge is compared with: rules write it as a product of minutes, hours or days in s. */
const AGE = /([<>] )(\d+) \* (60|3600|86400)\b/g;

/**
 * The same text with every duration divided, and every age written as `2 * 60`. How long an answer may take, and other
 * plain numbers, stay.
 * @param factor 1: the text itself
 */
export function faster(text: string, factor: number): string {
  if (factor === 1) return text;
  const ages = text.replace(
    AGE,
    (_, before: string, count: string, unit: string) =>
      `${before}${Number(((Number(count) * Number(unit)) / factor).toPrecision(6))}`,
  );
  return places.reduce(
    (so, place) =>
      so.replace(place, (_, before: string, duration: string) => `${before}${divided(duration, factor)}`),
    ages,
  );
}

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

function divided(duration: string, factor: number): string {
  const parts = [...duration.matchAll(/(\d+)(ms|[smhdwy])/g)];
  const length = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0);
  return length === 0 ? duration : `${Math.max(1, Math.round(length / factor))}ms`;
}
