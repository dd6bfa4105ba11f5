/** What `/metrics` says, as whoever scrapes it reads it. */
import assert from 'node:assert/strict';
import type { Network } from '@fanfare/testkit';

export interface Series {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Family {
  name: string;
  help: string;
  type: string;
}

export interface Look {
  readonly text: string;
  readonly families: readonly Family[];
  readonly series: readonly Series[];
  /** The sum of all series of this name that have these labels; NaN: there is none. */
  value(name: string, labels?: Record<string, string>): number;
}

export async function look(network: Pick<Network, 'anyone'>): Promise<Look> {
  const { status, text } = await network.anyone('GET', '/metrics');
  assert.equal(status, 200, text);
  return read(text);
}

/** Looks until it is so: what is asked of tables is asked every few seconds only. */
export async function lookUntil(
  network: Pick<Network, 'anyone'>,
  so: (seen: Look) => boolean,
): Promise<Look> {
  for (;;) {
    const seen = await look(network);
    if (so(seen)) return seen;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export function read(text: string): Look {
  const families = new Map<string, Family>();
  const series: Series[] = [];
  for (const line of text.split('\n')) {
    const [, kind, of, said] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (of !== undefined) {
      const family = families.get(of) ?? { name: of, help: '', type: '' };
      if (kind === 'HELP') family.help = said ?? '';
      else family.type = said ?? '';
      families.set(of, family);
      continue;
    }
    const [, name, labels, value] = /^([a-z0-9_]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (name !== undefined) series.push({ name, labels: labelsOf(labels ?? ''), value: Number(value) });
  }
  return {
    text,
    families: [...families.values()],
    series,
    value(name, labels = {}) {
      const found = series.filter(
        (one) =>
          one.name === name && Object.entries(labels).every(([key, value]) => one.labels[key] === value),
      );
      return found.length === 0 ? Number.NaN : found.reduce((sum, one) => sum + one.value, 0);
    },
  };
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([a-zA-Z_]+)="((?:[^"\\]|\\.)*)"/g))
    if (name !== undefined) labels[name] = value ?? '';
  return labels;
}

/** Does something and sees by how much each number has moved; `n` unless said by 1. */
export async function moves(
  network: Pick<Network, 'anyone'>,
  expected: readonly [name: string, labels: Record<string, string>, by?: number][],
  work: () => Promise<unknown>,
): Promise<void> {
  const before = await look(network);
  await work();
  const after = await look(network);
  const moved = ([name, labels]: (typeof expected)[number]) =>
    after.value(name, labels) - (Number.isNaN(before.value(name, labels)) ? 0 : before.value(name, labels));
  assert.deepEqual(
    expected.map((one) => [one[0], one[1], moved(one)]),
    expected.map(([name, labels, by = 1]) => [name, labels, by]),
  );
}
