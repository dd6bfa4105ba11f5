/** Prometheus, looking at processes on this machine, for tests, drills and `make cluster`. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faster } from './faster-rules.ts';
import { freePorts } from './ports.ts';
import { startProgram, stopProgram, untilReady } from './process.ts';
import type { Alert, Sample, Series } from './prometheus-api.ts';
import { prometheusApi } from './prometheus-api.ts';
import { aptPackages } from './registries.ts';

const PROMETHEUS = '/usr/bin/prometheus';
const PROMTOOL = '/usr/bin/promtool';

const install = () => aptPackages(() => existsSync(PROMETHEUS) && existsSync(PROMTOOL), 'prometheus');

/** Checks configurations and rules, and runs the tests of rules. */
export async function promtoolProgram(): Promise<string> {
  await install();
  return PROMTOOL;
}

/** A process to look at. */
export interface Target {
  /** `host:port` of what answers /metrics. */
  address: string;
  /** The services of the process, `all` for those of one process. */
  component: string;
}

export interface PrometheusOptions {
  /** Its own; made when absent. */
  folder: string;
  targets: readonly Target[];
  /** How often it looks, and how often rules are asked, in s; 1. */
  scrapeEvery?: number;
  /** A folder of rules, such as deploy/prometheus/rules; none. */
  rules?: string;
  /** `host:port` of an Alertmanager. */
  alertmanager?: string;
  /** Every duration in the rules is divided by this, so that a quarter of an hour passes in seconds; 1. */
  fasterRules?: number;
}

export interface Prometheus {
  readonly url: string;
  /** Other processes than so far, from the next look on. */
  watch(targets: readonly Target[]): Promise<void>;
  /** The value now of each series. */
  query(expression: string): Promise<Sample[]>;
  /** Values over a time. @param from ms since epoch @param until ms since epoch @param step s */
  queryRange(expression: string, from: number, until: number, step: number): Promise<Series[]>;
  /** Those that are pending or firing. */
  alerts(): Promise<Alert[]>;
  stop(): Promise<void>;
}

/** Installs it where it is missing, starts it and waits until it answers. */
export async function startPrometheus(options: PrometheusOptions): Promise<Prometheus> {
  await install();
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const url = `http://${address}`;
  const rules =
    options.rules === undefined ? null : await copyRules(options.rules, folder, options.fasterRules ?? 1);
  const file = join(folder, 'prometheus.yml');
  const watched = join(folder, 'targets.json');
  const watch = (targets: readonly Target[]) => writeWhole(watched, JSON.stringify(targets.map(asGroup)));
  await watch(options.targets);
  // JSON is YAML.
  await writeFile(file, JSON.stringify(configuration(options, rules, watched, address), null, 2));
  const program = {
    name: 'prometheus',
    command: PROMETHEUS,
    args: [
      ...[
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      // Otherwise an alert that fires before the Alertmanager is found waits a minute.
      ...['--enable-feature=exemplar-storage', '--rules.alert.resend-delay=1s', '--log.level=warn'],
    ],
    ready: async () => (await fetch(`${url}/-/ready`)).ok,
  };
  const running = startProgram(program, folder, false);
  try {
    await untilReady(program, running, folder);
  } catch (error) {
    await stopProgram(running);
    throw error;
  }
  return { url, watch, ...prometheusApi(url), stop: () => stopProgram(running) };
}

function configuration(options: PrometheusOptions, rules: string | null, watched: string, itself: string) {
  const every = `${Math.round((options.scrapeEvery ?? 1) * 1000)}ms`;
  const alertmanagers = options.alertmanager === undefined ? [] : [options.alertmanager];
  return {
    global: { scrape_interval: every, scrape_timeout: every, evaluation_interval: every },
    storage: { exemplars: { max_exemplars: 10_000 } },
    rule_files: rules === null ? [] : [join(rules, '*.yml')],
    alerting: { alertmanagers: alertmanagers.map((one) => ({ static_configs: [{ targets: [one] }] })) },
    scrape_configs: [
      { job_name: 'fanfare', file_sd_configs: [{ files: [watched], refresh_interval: '1s' }] },
      { job_name: 'prometheus', static_configs: [{ targets: [itself] }] },
      ...alertmanagers.map((one) => ({ job_name: 'alertmanager', static_configs: [{ targets: [one] }] })),
    ],
  };
}

function asGroup({ address, component }: Target) {
  return { targets: [address], labels: { component } };
}

/** Whoever reads it meanwhile gets the old one or the new one. */
async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
}

/** @returns the folder of the copy */
async function copyRules(from: string, folder: string, factor: number): Promise<string> {
  const to = join(folder, 'rules');
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from))
    if (name.endsWith('.yml'))
      await writeFile(join(to, name), faster(await readFile(join(from, name), 'utf8'), factor));
  return to;
}
