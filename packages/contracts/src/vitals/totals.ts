/** All processes as one place: what a sample of its history is, and what the status page shows of this moment. */
import type { DeliverySpread, ProcessVitals, Spread, Vitals } from '../services/vitals.ts';
import { addSpreads, sizeOf } from './spread.ts';

/** How the numbers of several processes are one: instances of one service, and then the services. */
const folds = {
  lag_events: ['most', 'most'],
  lag_seconds: ['most', 'most'],
  outbox_events: ['most', 'sum'],
  outbox_seconds: ['most', 'most'],
  retries: ['most', 'sum'],
  retry_seconds: ['most', 'most'],
  fanout_open: ['most', 'most'],
  fanout_open_seconds: ['most', 'most'],
  sockets: ['sum', 'sum'],
  waiting: ['most', 'most'],
  waiting_seconds: ['most', 'most'],
  audit_checked: ['sum', 'sum'],
  audit_error_rate: ['most', 'most'],
  database_bytes: ['most', 'most'],
  search_bytes: ['most', 'most'],
  media_bytes: ['most', 'most'],
  free_bytes: ['most', 'most'],
} as const satisfies Record<string, readonly ['most' | 'sum', 'most' | 'sum']>;

export type GaugeName = keyof typeof folds;
export const gaugeNames = Object.keys(folds) as readonly GaugeName[];

/** Something that is not as it should be in processes with these services. */
export interface Failing {
  services: readonly string[];
  /** Null: none of the processes with these services answers. */
  part: string | null;
  /** Another process with these services has that part as it should be. */
  others?: true;
}

export interface Totals {
  requests: number;
  errors: number;
  times: Spread;
  /** Only those that there were. */
  deliveries: DeliverySpread[];
  /** Of the busiest event loop, 0 to 1. */
  busy: number;
  /** Of all processes, in bytes. */
  memory: number;
  gauges: Partial<Record<GaugeName, number>>;
  failing: Failing[];
}

export function totalsOf(processes: readonly ProcessVitals[]): Totals {
  const all = processes.flatMap(({ vitals }) => vitals ?? []);
  return {
    requests: sum(all.map(({ lately }) => lately.requests)),
    errors: sum(all.map(({ lately }) => lately.errors)),
    times: addSpreads(all.map(({ lately }) => lately.times)),
    deliveries: addDeliveries(all.flatMap(({ lately }) => lately.deliveries)),
    busy: Math.max(0, ...all.map(({ lately }) => lately.busy)),
    memory: sum(all.map(({ memory }) => memory)),
    gauges: gaugesOf(all),
    failing: failingOf(processes),
  };
}

export function addDeliveries(deliveries: readonly DeliverySpread[]): DeliverySpread[] {
  const by = Map.groupBy(deliveries, ({ to, origin }) => `${to} ${origin}`);
  return [...by.values()].flatMap((same) => {
    const times = addSpreads(same.map((one) => one.times));
    const { to, origin } = same[0] ?? { to: '', origin: '' };
    return sizeOf(times) === 0 ? [] : [{ to, origin, times }];
  });
}

function gaugesOf(all: readonly Vitals[]): Totals['gauges'] {
  const services = [...Map.groupBy(all, (one) => one.services.join()).values()];
  const gauges: Totals['gauges'] = {};
  for (const name of gaugeNames) {
    const [between, over] = folds[name];
    const values = services.flatMap((instances) => {
      const known = instances.flatMap(({ gauges: said }) => said[name] ?? []);
      return known.length === 0 ? [] : [fold(between, known)];
    });
    if (values.length > 0) gauges[name] = fold(over, values);
  }
  return gauges;
}

/** A service of which one instance answers is not away; a part that fails in one of its instances is told of. */
function failingOf(processes: readonly ProcessVitals[]): Failing[] {
  const here = new Set(processes.flatMap(({ vitals }) => vitals?.services ?? []));
  const away = [...new Set(processes.flatMap(({ services }) => services))].filter((one) => !here.has(one));
  const failing = new Map<string, Failing>();
  const all = processes.flatMap(({ vitals }) => vitals ?? []);
  for (const { services, parts } of all) {
    const same = all.filter((other) => services.every((service) => other.services.includes(service)));
    for (const [part, { ok }] of Object.entries(parts)) {
      if (ok) continue;
      const others = same.some((other) => other.parts[part]?.ok === true);
      failing.set(`${services.join()} ${part}`, { services, part, ...(others ? { others } : {}) });
    }
  }
  return [...away.map((service) => ({ services: [service], part: null })), ...failing.values()];
}

function fold(how: 'most' | 'sum', values: readonly number[]): number {
  return how === 'sum' ? sum(values) : Math.max(...values);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, one) => all + one, 0);
}
