/** What metrics have counted since the start: people's requests and deliveries. */
import type { Metrics, NamedSample } from '@fanfare/telemetry';

const REQUESTS = 'fanfare_http_requests_total';
const TIMES = 'fanfare_http_request_duration_seconds';
const DELIVERIES = 'fanfare_delivery_seconds';

/** Counts by upper limit in seconds; Infinity for what is above the last. Each counts what is below it, too. */
export type Cumulative = ReadonlyMap<number, number>;

export interface Counted {
  requests: number;
  errors: number;
  times: Cumulative;
  /** By `to` and `origin`, with a space between. */
  deliveries: ReadonlyMap<string, Cumulative>;
}

export const nothingCounted: Counted = { requests: 0, errors: 0, times: new Map(), deliveries: new Map() };

export async function countedBy(metrics: Metrics): Promise<Counted> {
  const samples = await metrics.snapshot([REQUESTS, TIMES, DELIVERIES]);
  const counted = { requests: 0, errors: 0, times: new Map<number, number>() };
  const deliveries = new Map<string, Map<number, number>>();
  for (const sample of samples) {
    const { name, labels, value } = sample;
    if (name === REQUESTS && isOfPeople(sample)) {
      counted.requests += value;
      if (isFailure(Number(labels.status))) counted.errors += value;
    } else if (name === `${TIMES}_bucket` && isOfPeople(sample)) {
      add(counted.times, labels.le, value);
    } else if (name === `${DELIVERIES}_bucket`) {
      const key = `${labels.to} ${labels.origin}`;
      const times = deliveries.get(key) ?? new Map<number, number>();
      add(times, labels.le, value);
      deliveries.set(key, times);
    }
  }
  return { ...counted, deliveries };
}

/** What is not offered here, and said to be so, is none. */
function isFailure(status: number): boolean {
  return status >= 500 && status !== 501;
}

/** Not what services ask each other, nor probes; and a stream takes as long as somebody listens. */
function isOfPeople({ labels }: NamedSample): boolean {
  const route = String(labels.route);
  return (
    labels.service !== 'shell' && !route.startsWith('/internal/') && !route.startsWith('/api/v1/streaming')
  );
}

function add(to: Map<number, number>, le: string | number | undefined, value: number): void {
  const limit = le === '+Inf' ? Number.POSITIVE_INFINITY : Number(le);
  to.set(limit, (to.get(limit) ?? 0) + value);
}
