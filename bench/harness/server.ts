/** The server under measurement: the same process that `make start` runs, on a folder of the bench's own. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { choosePort, httpClient } from '@fanfare/http';
import type { Contracts } from '@fanfare/server';
import { announcedSocket, clientsOf } from '@fanfare/server';
import { cpuSeconds } from './machine.ts';

const root = join(import.meta.dirname, '..', '..');
const DEADLINE = 10 * 60_000;
/** Background work that comes at intervals (counters are folded every 5 s) belongs to what caused it. */
const INTERVAL = 5_500;
/** CPU seconds in one interval that a process at rest may use. */
const AT_REST = 0.06;

export interface Server {
  readonly url: string;
  readonly pid: number;
  /** From the moment of spawning to the first right answer, in ms. */
  readonly startedIn: number;
  /** Where the inspector listens, when it was asked for. */
  readonly inspector: string | null;
  readonly contracts: Contracts;
  /** All effects have arrived. */
  settle(): Promise<void>;
  /** Settled, background work included, and the process uses no more CPU. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

export interface StartOptions {
  inspect?: boolean;
}

export async function startServer(folder: string, { inspect = false }: StartOptions = {}): Promise<Server> {
  const port = await choosePort('127.0.0.1', 0);
  const begun = performance.now();
  const running = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      ...(inspect ? ['--inspect=127.0.0.1:0'] : []),
      'apps/cli/src/main.ts',
      'serve',
    ],
    { cwd: root, env: environment(folder, port), stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said = { text: '' };
  running.stderr.on('data', (chunk: Buffer) => {
    said.text += chunk.toString();
  });
  await firstAnswer(running, port, said);
  const startedIn = performance.now() - begun;
  const { pid } = running;
  if (pid === undefined) throw new Error('The server has no process id');
  const contracts = await contractsOf(folder);

  return {
    url: `http://127.0.0.1:${port}`,
    pid,
    startedIn,
    inspector: /ws:\/\/\S+/.exec(said.text)?.[0] ?? null,
    contracts: contracts.clients,
    async settle() {
      await contracts.clients.server.settle({});
    },
    async quiet() {
      await contracts.clients.server.settle({});
      await rest(pid);
    },
    async stop() {
      contracts.close();
      if (running.exitCode !== null || running.signalCode !== null) return;
      running.kill('SIGTERM');
      await once(running, 'exit');
    },
  };
}

/** Nothing of the caller's environment may change what is measured. */
function environment(folder: string, port: number): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  return {
    PATH,
    HOME,
    ...(TMPDIR === undefined ? {} : { TMPDIR }),
    FANFARE_DATA: folder,
    PORT: String(port),
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
  };
}

async function firstAnswer(running: ChildProcess, port: number, said: { text: string }): Promise<void> {
  let ended = false;
  running.once('exit', () => {
    ended = true;
  });
  while (!(await answers(port))) {
    if (ended) throw new Error(`The server ended before it answered:\n${said.text.slice(-2000)}`);
    await pause(1);
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v2/instance`);
    const body = (await response.json()) as { domain?: unknown };
    return response.ok && typeof body.domain === 'string';
  } catch {
    return false; // not listening yet
  }
}

async function contractsOf(folder: string): Promise<{ clients: Contracts; close(): void }> {
  let socketPath = await announcedSocket(folder);
  // It is announced right after the port is open.
  while (socketPath === null) {
    await pause(1);
    socketPath = await announcedSocket(folder);
  }
  const target = { socketPath, deadline: DEADLINE };
  const open: { close(): void }[] = [];
  const clients = clientsOf((contract) => {
    const made = httpClient(contract, target);
    open.push(made);
    return made.client;
  });
  return {
    clients,
    close() {
      for (const one of open) one.close();
    },
  };
}

async function rest(pid: number): Promise<void> {
  for (let before = cpuSeconds(pid); ; ) {
    await pause(INTERVAL);
    const now = cpuSeconds(pid);
    if (!(now - before > AT_REST)) return;
    before = now;
  }
}
