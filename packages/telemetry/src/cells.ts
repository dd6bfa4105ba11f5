/** Where the numbers are kept: a cell for each set of label values. */
import type {
  BoundCounter,
  BoundGauge,
  BoundHistogram,
  Counter,
  Gauge,
  Histogram,
  HistogramOptions,
  Labels,
} from './metrics.ts';
import { TIME_BUCKETS } from './metrics.ts';

export interface Exemplar {
  readonly trace: string;
  readonly value: number;
  /** ms since 1970 */
  readonly at: number;
}

export interface Cell {
  readonly labels: Labels;
  value: number;
}

export interface HistogramCell {
  readonly labels: Labels;
  /** One more than bounds: above all of them. Not summed up. */
  readonly counts: Float64Array;
  readonly exemplars: (Exemplar | null)[] | null;
  sum: number;
}

const NONE: Labels = {};

/** The same labels in another order are the same cell: Prometheus refuses what says a series twice. */
function cells<Of extends object>(make: (labels: Labels) => Of) {
  const all = new Map<string, Of>();
  return {
    all,
    of(labels: Labels): Of {
      let key = '';
      for (const name of Object.keys(labels).sort()) key += `${name}\u0000${labels[name]}\u0000`;
      let cell = all.get(key);
      if (cell === undefined) {
        cell = make(labels);
        all.set(key, cell);
      }
      return cell;
    },
  };
}

const fresh = (labels: Labels): Cell => ({ labels: { ...labels }, value: 0 });

export function counterCells(): { handle: Counter; all: ReadonlyMap<string, Cell> } {
  const { all, of } = cells(fresh);
  return {
    all,
    handle: {
      inc(labels = NONE, by = 1) {
        of(labels).value += by;
      },
      of(labels): BoundCounter {
        const cell = of(labels);
        return {
          inc(by = 1) {
            cell.value += by;
          },
        };
      },
    },
  };
}

export function gaugeCells(): { handle: Gauge; all: ReadonlyMap<string, Cell> } {
  const { all, of } = cells(fresh);
  return {
    all,
    handle: {
      set(value, labels = NONE) {
        of(labels).value = value;
      },
      of(labels): BoundGauge {
        const cell = of(labels);
        return {
          set(value) {
            cell.value = value;
          },
          add(by) {
            cell.value += by;
          },
        };
      },
    },
  };
}

export interface TraceSource {
  /** W3C traceparent of what runs now. */
  current(): string | null;
  /** Of values: traces of requests that are at least as slow are sent although they were not drawn. */
  readonly slow: number;
}

export function histogramCells(
  { buckets = TIME_BUCKETS, exemplars = false }: HistogramOptions,
  traces: TraceSource | null,
): { handle: Histogram; all: ReadonlyMap<string, HistogramCell>; bounds: readonly number[] } {
  const places = buckets.length + 1;
  const slow = exemplars === 'slow' && traces !== null ? traces.slow : Number.POSITIVE_INFINITY;
  const { all, of } = cells<HistogramCell>((labels) => ({
    labels: { ...labels },
    counts: new Float64Array(places),
    exemplars: exemplars !== false && traces !== null ? new Array<Exemplar | null>(places).fill(null) : null,
    sum: 0,
  }));

  function put(cell: HistogramCell, value: number, trace: string | null | undefined): void {
    let place = 0;
    while (place < buckets.length && value > (buckets[place] as number)) place += 1;
    cell.counts[place] = (cell.counts[place] as number) + 1;
    cell.sum += value;
    if (cell.exemplars === null || traces === null) return;
    const parent = trace === undefined ? traces.current() : trace;
    if (parent !== null && (isDrawn(parent) || (value >= slow && parent.length === 55)))
      cell.exemplars[place] = { trace: parent.slice(3, 35), value, at: Date.now() };
  }

  return {
    all,
    bounds: buckets,
    handle: {
      observe: (value, labels = NONE) => put(of(labels), value, undefined),
      of(labels): BoundHistogram {
        const cell = of(labels);
        return { observe: (value, trace) => put(cell, value, trace) };
      },
    },
  };
}

/** By the flags: nobody should be led to a trace that was not sent. */
function isDrawn(traceparent: string): boolean {
  return traceparent.length === 55 && (traceparent.charCodeAt(54) & 1) === 1;
}
