/**
 * Those who look on: Jaeger for traces, Prometheus with the rules that are shipped, an Alertmanager, and rsyslog, which
 * carries the log lines into the cluster's Elasticsearch.
 */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Instance, Prometheus } from '@fanfare/engines';
import {
  engines,
  needCurl,
  startAlertmanager,
  startEngine,
  startPrometheus,
  startRsyslog,
} from '@fanfare/engines';
import type { Service } from './service.ts';

export interface Observers {
  /** Where people look, by name. */
  readonly pages: Readonly<Record<string, string>>;
  readonly jaeger: Instance;
  readonly prometheus: Prometheus;
  stop(): Promise<void>;
}

const deploy = join(import.meta.dirname, '../../deploy');
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

export async function startObservers(options: {
  /** Of the cluster: the logs of all its processes are in it. */
  folder: string;
  jaeger: Instance;
  elasticsearch: string;
  services: readonly Service[];
}): Promise<Observers> {
  const { folder, jaeger } = options;
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const one of started.reverse()) await one.stop();
  };
  try {
    started.push(await shipLogs(folder, options.elasticsearch));
    const alertmanager = await startAlertmanager({ folder: join(folder, 'alertmanager'), webhook: '' });
    started.push(alertmanager);
    const prometheus = await startPrometheus({
      folder: join(folder, 'prometheus'),
      targets: options.services.flatMap(({ name, metrics }) =>
        metrics === null ? [] : [{ address: metrics, component: name.split(' ')[0] ?? '' }],
      ),
      scrapeEvery: SCRAPE,
      rules: join(deploy, 'prometheus/rules'),
      alertmanager: alertmanager.address,
    });
    started.push(prometheus);
    const pages = {
      Traces: jaeger.page,
      Metrics: prometheus.url,
      Alerts: alertmanager.url,
      'Log lines': `${options.elasticsearch}/logs-fanfare*/_search?q=trace.id:`,
    };
    return { pages, jaeger, prometheus, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** This Elasticsearch has no X-Pack: neither users nor lifecycles, and with the cluster its lines are gone. */
async function shipLogs(folder: string, elasticsearch: string): Promise<{ stop(): Promise<void> }> {
  await needCurl();
  await promisify(execFile)('sh', [join(deploy, 'logstash/setup.sh')], {
    env: { PATH: process.env.PATH, ELASTICSEARCH_URL: elasticsearch, PLAIN: 'yes' },
  });
  const spool = join(folder, 'spool');
  await mkdir(spool);
  const { hostname, port } = new URL(elasticsearch);
  const rsyslog = await startRsyslog(join(deploy, 'rsyslog/fanfare.conf'), join(folder, 'rsyslog'), {
    FANFARE_LOG_FILES: join(folder, '*.log'),
    FANFARE_LOG_SPOOL: spool,
    ELASTICSEARCH_HOST: hostname,
    ELASTICSEARCH_PORT: port,
    ELASTICSEARCH_USER: '',
    ELASTICSEARCH_PASSWORD: '',
  });
  return { stop: () => rsyslog.kill() };
}
