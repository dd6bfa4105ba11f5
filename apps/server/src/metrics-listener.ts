/** The port for those who watch, where METRICS_PORT names one: it answers from before the tables until everything has stopped. */
import type { HealthPart } from '@fanfare/http';
import { internalListener } from '@fanfare/http';
import type { Lifecycle, Log, Part } from '@fanfare/kernel';
import type { Metrics } from '@fanfare/telemetry';
import type { AllValues } from './services.ts';

export interface MetricsListener {
  /** The first that starts after what was opened. */
  readonly first: Part;
  /** Has nothing to start, and so is stopped after everything else. */
  readonly last: Part;
  /** Where it listens, once it does. */
  readonly url: string | null;
}

interface ListenerNeeds {
  metrics: Metrics;
  log: Log;
  health(): Readonly<Record<string, HealthPart>>;
  state(): Lifecycle['state'];
}

export function metricsListener(values: AllValues, needs: ListenerNeeds): MetricsListener {
  const { METRICS_HOST: host, METRICS_PORT: port } = values;
  let url: string | null = null;
  const listener = internalListener({ ...needs, phase: () => phaseOf(needs.state()) });

  async function start(): Promise<void> {
    if (port === null) return;
    const bound = await listener.listen(host, port);
    url = `http://${host.includes(':') ? `[${host}]` : host}:${bound.port}`;
    needs.log.info({ url }, 'Metrics and health have a port of their own');
  }

  return {
    first: { name: 'metrics', start },
    last: { name: 'metrics', stop: async () => (url === null ? undefined : listener.close()) },
    get url() {
      return url;
    },
  };
}

function phaseOf(state: Lifecycle['state']) {
  if (state === 'running') return state;
  return state === 'new' || state === 'starting' ? 'starting' : 'closing';
}
