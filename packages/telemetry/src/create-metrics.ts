/** A process's metrics: who counts, and what somebody who looks is told. */
import type { HistogramCell, TraceSource } from './cells.ts';
import { counterCells, gaugeCells, histogramCells } from './cells.ts';
import type { Family, FamilySample, Writer } from './exposition.ts';
import { openWriter } from './exposition.ts';
import type { Counter, Gauge, Histogram, Metrics, Reading } from './metrics.ts';

type Kind = Family['type'];

interface Entry {
  readonly help: string;
  readonly type: Kind;
  readonly handle: Counter | Gauge | Histogram | null;
  readonly read: () => readonly FamilySample[] | Promise<readonly FamilySample[]>;
}

export interface MetricsOptions {
  /** Which traces exemplars lead to; unset: nobody collects any, and there are none. */
  traces?: TraceSource;
  /** How long whoever looks waits for a part that asks an engine, in ms: the others matter most when it is away. */
  patience?: number;
}

/** Longer than what asks engines waits for them (Kafka 5 s), less than Prometheus waits for all of it (10 s). */
const PATIENCE = 6_000;
/** Who asks inside the process has somebody waiting. */
const PATIENCE_INSIDE = 2_000;

export function createMetrics(options: MetricsOptions = {}): Metrics {
  const { traces = null, patience = PATIENCE } = options;
  const entries = new Map<string, Entry>();
  let writer: Promise<Writer> | null = null;

  function entry<Handle extends Entry['handle']>(
    name: string,
    type: Kind,
    make: () => Omit<Entry, 'type'> & { handle: Handle },
  ): Handle {
    const existing = entries.get(name);
    if (existing !== undefined) {
      if (existing.type !== type) throw new TypeError(`The metric ${name} is a ${existing.type}`);
      return existing.handle as Handle;
    }
    const made = make();
    entries.set(name, { type, ...made });
    return made.handle;
  }

  async function families(wait: number, names?: readonly string[]): Promise<Family[]> {
    const wanted = [...entries].filter(([name]) => names === undefined || names.includes(name));
    return Promise.all(
      wanted.map(async ([name, { help, type, read }]) => ({
        name,
        help,
        type,
        samples: await inTime(read, wait),
      })),
    );
  }

  function load(): Promise<Writer> {
    writer ??= openWriter();
    return writer;
  }

  return {
    counter: (name, help) =>
      entry(name, 'counter', () => {
        const { handle, all } = counterCells();
        return { help, handle, read: () => [...all.values()] };
      }),
    gauge: (name, help) =>
      entry(name, 'gauge', () => {
        const { handle, all } = gaugeCells();
        return { help, handle, read: () => [...all.values()] };
      }),
    histogram: (name, help, of = {}) =>
      entry(name, 'histogram', () => {
        const { handle, all, bounds } = histogramCells(of, traces);
        return { help, handle, read: () => [...all.values()].flatMap((one) => buckets(name, one, bounds)) };
      }),
    observe(name, help, read) {
      entry(name, 'gauge', () => ({ help, handle: null, read: async () => samplesOf(await read()) }));
    },
    async snapshot(names) {
      return (await families(Math.min(patience, PATIENCE_INSIDE), names)).flatMap(({ name, samples }) =>
        samples.map((sample) => ({
          name: sample.name ?? name,
          labels: sample.labels,
          value: sample.value,
        })),
      );
    },
    async exposition(accept = '') {
      const [to, found] = await Promise.all([load(), families(patience)]);
      return to.write(found, accept);
    },
    async watch() {
      await load();
    },
  };
}

function samplesOf(value: Reading): readonly FamilySample[] {
  return typeof value === 'number' ? [{ labels: {}, value }] : value;
}

/** One part that cannot be asked right now must not hide the others. */
async function inTime(read: Entry['read'], patience: number): Promise<readonly FamilySample[]> {
  const late = Promise.withResolvers<readonly FamilySample[]>();
  const timer = setTimeout(() => late.resolve([]), patience).unref();
  try {
    return await Promise.race([read(), late.promise]);
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}

function buckets(name: string, cell: HistogramCell, bounds: readonly number[]): FamilySample[] {
  const { labels, counts, exemplars, sum } = cell;
  let total = 0;
  const samples = Array.from(counts, (count, place): FamilySample => {
    total += count;
    const exemplar = exemplars?.[place] ?? null;
    return {
      name: `${name}_bucket`,
      labels: { ...labels, le: String(bounds[place] ?? '+Inf') },
      value: total,
      ...(exemplar === null ? {} : { exemplar }),
    };
  });
  samples.push({ name: `${name}_sum`, labels, value: sum }, { name: `${name}_count`, labels, value: total });
  return samples;
}
