import type { BoundHistogram, Counter, Gauge, Histogram, Labels, Metrics, Sample } from './metrics.ts';
import { TIME_BUCKETS } from './metrics.ts';
import { processMetrics } from './process-metrics.ts';

type Lines = (name: string) => string[] | Promise<string[]>;

interface Entry {
  help: string;
  type: 'counter' | 'gauge' | 'histogram';
  handle: Counter | Gauge | Histogram | null;
  lines: Lines;
}

/** @param defaults labels on every line, e.g. the names of the services in this process */
export function createMetrics(defaults: Labels = {}): Metrics {
  const entries = new Map<string, Entry>();

  function entry<Handle extends Entry['handle']>(
    name: string,
    help: string,
    type: Entry['type'],
    make: () => { handle: Handle; lines: Lines },
  ): Handle {
    const existing = entries.get(name);
    if (existing !== undefined) {
      if (existing.type !== type) throw new TypeError(`The metric ${name} is a ${existing.type}`);
      return existing.handle as Handle;
    }
    const made = make();
    entries.set(name, { help, type, ...made });
    return made.handle;
  }

  const metrics: Metrics = {
    counter: (name, help) => entry(name, help, 'counter', () => counter(defaults)),
    gauge: (name, help) => entry(name, help, 'gauge', () => gauge(defaults)),
    histogram: (name, help, buckets = TIME_BUCKETS) =>
      entry(name, help, 'histogram', () => histogram(buckets, defaults)),
    observe(name, help, read) {
      entry(name, help, 'gauge', () => ({
        handle: null,
        async lines() {
          const value = await read();
          const samples: Sample[] = typeof value === 'number' ? [{ labels: {}, value }] : value;
          return samples.map((sample) => line(name, { ...defaults, ...sample.labels }, sample.value));
        },
      }));
    },
    async text() {
      const parts: string[] = [];
      for (const [name, { help, type, lines }] of entries) {
        // One part that cannot be asked right now must not hide the others.
        const found = await Promise.resolve(lines(name)).catch(() => []);
        if (found.length === 0) continue;
        parts.push(`# HELP ${name} ${help.replaceAll('\n', ' ')}`, `# TYPE ${name} ${type}`, ...found);
      }
      return `${parts.join('\n')}\n`;
    },
    contentType: 'text/plain; version=0.0.4; charset=utf-8',
  };
  processMetrics(metrics);
  return metrics;
}

function counter(defaults: Labels): { handle: Counter; lines: Lines } {
  const values = new Map<string, number>();
  const add = (key: string, by: number) => void values.set(key, (values.get(key) ?? 0) + by);
  return {
    handle: {
      inc: (labels = {}, by = 1) => add(labelText(labels), by),
      of(labels) {
        const key = labelText(labels);
        return { inc: (by = 1) => add(key, by) };
      },
    },
    lines: (name) => [...values].map(([key, value]) => `${name}${braces(labelText(defaults), key)} ${value}`),
  };
}

function gauge(defaults: Labels): { handle: Gauge; lines: Lines } {
  const values = new Map<string, number>();
  return {
    handle: { set: (value, labels = {}) => void values.set(labelText(labels), value) },
    lines: (name) => [...values].map(([key, value]) => `${name}${braces(labelText(defaults), key)} ${value}`),
  };
}

function histogram(buckets: readonly number[], defaults: Labels): { handle: Histogram; lines: Lines } {
  const series = new Map<string, { counts: number[]; sum: number }>();
  function bound(labels: Labels): BoundHistogram {
    const key = labelText(labels);
    let one = series.get(key);
    if (one === undefined) {
      one = { counts: new Array<number>(buckets.length + 1).fill(0), sum: 0 };
      series.set(key, one);
    }
    const { counts } = one;
    return {
      observe(value) {
        const bucket = buckets.findIndex((limit) => value <= limit);
        const index = bucket === -1 ? buckets.length : bucket;
        counts[index] = (counts[index] ?? 0) + 1;
        one.sum += value;
      },
    };
  }
  return {
    handle: { observe: (value, labels = {}) => bound(labels).observe(value), of: bound },
    lines: (name) =>
      [...series].flatMap(([key, { counts, sum }]) => {
        let total = 0;
        const lines = counts.map((count, index) => {
          total += count;
          return `${name}_bucket${braces(labelText(defaults), key, `le="${buckets[index] ?? '+Inf'}"`)} ${total}`;
        });
        const labels = braces(labelText(defaults), key);
        return [...lines, `${name}_sum${labels} ${sum}`, `${name}_count${labels} ${total}`];
      }),
  };
}

function line(name: string, labels: Labels, value: number): string {
  return `${name}${braces(labelText(labels))} ${value}`;
}

function braces(...texts: string[]): string {
  const text = texts.filter((one) => one !== '').join(',');
  return text === '' ? '' : `{${text}}`;
}

function labelText(labels: Labels): string {
  let text = '';
  for (const name in labels) text += `${text === '' ? '' : ','}${name}="${escaped(String(labels[name]))}"`;
  return text;
}

function escaped(value: string): string {
  return /["\\\n]/.test(value)
    ? value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
    : value;
}
