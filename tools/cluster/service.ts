/** One instance of one service, as a process of `fanfare serve`. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const root = join(import.meta.dirname, '../..');

export interface Service {
  /** `auth 1` */
  readonly name: string;
  /** host:port, past the gateway. */
  readonly address: string;
  /** host:port where Prometheus looks, if METRICS_PORT says one. */
  readonly metrics: string | null;
  /**
   * Resolves once it is ready.
   * @param tree another checkout to run from then on
   * @throws Error with the end of its log when it ends first
   */
  start(tree?: string): Promise<void>;
  /** SIGTERM; resolves when the process is gone. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  readonly pid: number | null;
}

export function service(
  name: string,
  address: string,
  folder: string,
  environment: Readonly<Record<string, string>>,
  checkout = root,
): Service {
  let tree = checkout;
  let child: ChildProcess | null = null;
  const log = join(folder, `${name.replace(' ', '-')}.log`);

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ending = child;
    child = null;
    if (ending === null || ending.exitCode !== null || ending.signalCode !== null) return;
    const gone = once(ending, 'exit');
    ending.kill(signal);
    await gone;
  }

  return {
    name,
    address,
    metrics: environment.METRICS_PORT === undefined ? null : `127.0.0.1:${environment.METRICS_PORT}`,
    async start(other) {
      tree = other ?? tree;
      const said = openSync(log, 'a');
      const [host = '', port = ''] = address.split(':');
      const started = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', join(tree, 'apps/cli/src/main.ts'), 'serve'],
        {
          env: { ...process.env, ...environment, HOST: host, PORT: port },
          stdio: ['ignore', said, said],
          // Ctrl-C is for whoever started the whole, who ends it in order.
          detached: true,
        },
      );
      child = started;
      while (!(await isReady(address))) {
        if (started.exitCode !== null || started.signalCode !== null) {
          const words = (await readFile(log, 'utf8')).trim().split('\n').slice(-10).join('\n');
          throw new Error(`${name} ended before it was ready:\n${words}`);
        }
        await pause(50);
      }
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    get pid() {
      return child?.pid ?? null;
    },
  };
}

async function isReady(address: string): Promise<boolean> {
  const answer = await fetch(`http://${address}/health/ready`).catch(() => null);
  await answer?.body?.cancel();
  return answer?.status === 200;
}
