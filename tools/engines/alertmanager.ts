/** Alertmanager with the configuration that is shipped, telling a webhook. */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faster } from './faster-rules.ts';
import { freePorts } from './ports.ts';
import { startProgram, stopProgram, untilReady } from './process.ts';
import { aptPackages } from './registries.ts';
import { run } from './run.ts';

const ALERTMANAGER = '/usr/bin/prometheus-alertmanager';
const AMTOOL = '/usr/bin/amtool';
const shipped = join(import.meta.dirname, '../../deploy/alertmanager');

const install = () =>
  aptPackages(() => existsSync(ALERTMANAGER) && existsSync(AMTOOL), 'prometheus-alertmanager');

/** Checks configurations, and says where an alert goes. */
export async function amtoolProgram(): Promise<string> {
  await install();
  return AMTOOL;
}

export interface AlertmanagerOptions {
  /** Its own; made when absent. */
  folder: string;
  /** Told of every group of alerts. */
  webhook: string;
  /** Its waits are divided by this; 1. */
  faster?: number;
}

export interface Alertmanager {
  /** What startPrometheus takes. */
  readonly address: string;
  readonly url: string;
  stop(): Promise<void>;
}

/** Installs it where it is missing, starts it and waits until it answers. */
export async function startAlertmanager(options: AlertmanagerOptions): Promise<Alertmanager> {
  await install();
  const { folder } = options;
  await mkdir(folder, { recursive: true });
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const url = `http://${address}`;
  const file = join(folder, 'alertmanager.yml');
  await writeFile(file, faster(await alertmanagerConfiguration(options.webhook), options.faster ?? 1));
  const program = {
    name: 'alertmanager',
    command: ALERTMANAGER,
    args: [
      ...[
        `--config.file=${file}`,
        `--storage.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
      ],
      ...['--cluster.listen-address=', '--log.level=warn'],
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
  return { address, url, stop: () => stopProgram(running) };
}

/** As the container makes it. @param webhook '': nobody is told */
export function alertmanagerConfiguration(webhook: string): Promise<string> {
  return run('sh', [join(shipped, 'configuration.sh'), join(shipped, 'alertmanager.yml')], {
    env: { ALERT_WEBHOOK_URL: webhook },
  });
}
