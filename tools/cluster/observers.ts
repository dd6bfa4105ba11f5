/** Those who look on: Jaeger for traces, Prometheus with the rules that are shipped, and an Alertmanager. */
import { join } from 'node:path';
import type { Instance, Prometheus } from '@fanfare/engines';
import { engines, startAlertmanager, startEngine, startPrometheus } from '@fanfare/engines';
import type { Service } from './service.ts';

export interface Observers {
  /** Where people look, by name. */
  readonly pages: Readonly<Record<string, string>>;
  readonly jaeger: Instance;
  readonly prometheus: Prometheus;
  stop(): Promise<void>;
}

const RULES = join(import.meta.dirname, '../../deploy/prometheus/rules');
/** In s: what is shipped looks less often, but nobody waits for that here. */
const SCRAPE = 5;

/** Before the services: they send their spans from the first one on. */
export async function startJaeger(folder: string): Promise<Instance> {
  const engine = engines.get('jaeger');
  if (engine === undefined) throw new Error("There is no engine 'jaeger'");
  return startEngine(engine, { folder, detached: true });
}

/** With these, every request is traced. */
export function tracingSettings({ url }: Instance): Record<string, string> {
  return { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_TRACES_SAMPLER_ARG: '1' };
}

export async function startObservers(
  folder: string,
  jaeger: Instance,
  services: readonly Service[],
): Promise<Observers> {
  const alertmanager = await startAlertmanager({ folder: join(folder, 'alertmanager'), webhook: '' });
  const prometheus = await startPrometheus({
    folder: join(folder, 'prometheus'),
    targets: services.flatMap(({ name, metrics }) =>
      metrics === null ? [] : [{ address: metrics, component: name.split(' ')[0] ?? '' }],
    ),
    scrapeEvery: SCRAPE,
    rules: RULES,
    alertmanager: alertmanager.address,
  }).catch(async (error: unknown) => {
    await alertmanager.stop();
    throw error;
  });
  return {
    pages: { Traces: jaeger.page, Metrics: prometheus.url, Alerts: alertmanager.url },
    jaeger,
    prometheus,
    async stop() {
      await Promise.all([prometheus.stop(), alertmanager.stop()]);
    },
  };
}
