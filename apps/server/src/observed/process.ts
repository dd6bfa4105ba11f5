/** What the process is, whether its engines answer, and how long it has been stopping. */
import { totalmem } from 'node:os';
import type { HealthPart } from '@fanfare/http';
import { readiness } from '@fanfare/http';
import type { ServiceName } from '@fanfare/kernel';
import { serviceNames, VERSION } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import { remembered } from '@fanfare/telemetry';

/** Engines are asked at most so often, in ms. */
const ASK_EVERY = 5_000;

export interface ProcessNeeds {
  services: readonly ServiceName[];
  /** Asked at each look. */
  health(): Readonly<Record<string, HealthPart>>;
  /** performance.now() of the stop's begin; null: it runs. */
  stoppingSince(): number | null;
}

export function processMetrics(metrics: Metrics, { services, health, stoppingSince }: ProcessNeeds): void {
  const all = services.length === serviceNames.length;
  metrics
    .gauge('fanfare_info', 'Version and services of the process')
    .set(1, { version: VERSION, services: all ? 'all' : services.join(',') });
  metrics
    .gauge(
      'fanfare_memory_limit_bytes',
      'Memory that the process may have: its container allows it, or the machine has it',
    )
    .set(memoryLimit(process.constrainedMemory(), totalmem()));
  metrics.observe('fanfare_drain_seconds', 'How long the process has been stopping, 0 before', () => {
    const since = stoppingSince();
    return since === null ? 0 : (performance.now() - since) / 1000;
  });
  const engines = remembered(async () => {
    // Other services and consumers are no engines, and have metrics of their own.
    const own = Object.entries(health()).filter(
      ([name]) => name !== 'events' && !(serviceNames as readonly string[]).includes(name),
    );
    return (await readiness(Object.fromEntries(own), false)).parts;
  }, ASK_EVERY);
  metrics.observe(
    'fanfare_engine_up',
    '1 while the part answers as /health/ready says it, else 0',
    async () =>
      Object.entries(await engines()).map(([engine, { ok }]) => ({ labels: { engine }, value: ok ? 1 : 0 })),
  );
}

/** @param constrained of the container: 0, or more than there is, where nothing limits it */
export function memoryLimit(constrained: number, total: number): number {
  return constrained > 0 && constrained < total ? constrained : total;
}
