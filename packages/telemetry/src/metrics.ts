/**
 * Counters, histograms and gauges for Prometheus. What is counted lives in cells of our own, which cost nothing at the
 * start and some nanoseconds a call; prom-client writes them out, and is loaded when somebody looks (`exposition.ts`).
 */
export type Labels = Readonly<Record<string, string | number>>;

export interface Counter {
  /** By 1 unless said. */
  inc(labels?: Labels, by?: number): void;
  /** For paths that are taken often. The series exists from then on, with 0. */
  of(labels: Labels): BoundCounter;
}

export interface BoundCounter {
  inc(by?: number): void;
}

export interface Gauge {
  set(value: number, labels?: Labels): void;
  /** The series exists from then on, with 0. */
  of(labels: Labels): BoundGauge;
}

export interface BoundGauge {
  set(value: number): void;
  /** By a negative number: less. */
  add(by: number): void;
}

export interface Histogram {
  /** In the metric's unit; times are in seconds. */
  observe(value: number, labels?: Labels): void;
  /** The series exists from then on, with 0. */
  of(labels: Labels): BoundHistogram;
}

export interface BoundHistogram {
  /** @param trace W3C traceparent it belongs to, for the exemplar; unset: that of what runs now */
  observe(value: number, trace?: string | null): void;
}

export interface HistogramOptions {
  /** Upper bounds, rising; TIME_BUCKETS unless said. */
  buckets?: readonly number[];
  /**
   * Each bucket keeps the last trace that fell into it, of those that were drawn; `slow`: the values are the times of
   * requests, and what is slow is sent without being drawn.
   */
  exemplars?: boolean | 'slow';
}

export type Reading = readonly Sample[] | number;

export interface Metrics {
  /** Names end in `_total`. Asked twice for one name, the same metric is given. */
  counter(name: string, help: string): Counter;
  gauge(name: string, help: string): Gauge;
  /** A gauge that is asked when somebody looks; one that fails or takes seconds is left out of that answer. */
  observe(name: string, help: string, read: () => Reading | Promise<Reading>): void;
  histogram(name: string, help: string, options?: HistogramOptions): Histogram;
  /**
   * What is counted here, without what the library says of the process. Loads nothing.
   * @param names only these metrics are asked; a histogram's name stands for its `_bucket`, `_sum` and `_count`
   */
  snapshot(names?: readonly string[]): Promise<readonly NamedSample[]>;
  /** The body of `/metrics`. @param accept the request's header: OpenMetrics, which has exemplars, where it is asked for */
  exposition(accept?: string): Promise<Exposition>;
  /** Loads what writes them out and begins to watch the process (event loop, garbage); else the first look does. */
  watch(): Promise<void>;
}

export interface Exposition {
  readonly text: string;
  readonly contentType: string;
}

export interface Sample {
  labels: Labels;
  value: number;
}

export interface NamedSample extends Sample {
  /** As in the text format: that of a histogram ends in `_bucket` (label `le`), `_sum` or `_count`. */
  readonly name: string;
}

/** Seconds, from a tenth of a millisecond to ten. */
export const TIME_BUCKETS = [
  0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
] as const;

/** Seconds: what may take minutes where engines are away. */
export const LONG_BUCKETS = [
  0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900,
] as const;
