/** The server as a process of its own, so that it can be killed. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePorts } from '@fanfare/engines';

const root = join(import.meta.dirname, '..', '..');

export interface ServerProcess {
  readonly url: string;
  /** Resolves once it answers. */
  start(): Promise<void>;
  /** kill -9; resolves when the process is gone. */
  kill(): Promise<void>;
  stop(): Promise<void>;
  /** What it wrote to stderr and stdout. */
  output(): string;
}

export async function serverProcess(
  folder: string,
  settings: Record<string, string> = {},
): Promise<ServerProcess> {
  const [port = 0] = await freePorts(1);
  const url = `http://localhost:${port}`;
  let child: ChildProcess | null = null;
  let output = '';

  async function end(signal: NodeJS.Signals): Promise<void> {
    const running = child;
    child = null;
    if (running === null || running.exitCode !== null || running.signalCode !== null) return;
    running.kill(signal);
    await once(running, 'exit');
  }

  return {
    url,
    async start() {
      const env = {
        ...process.env,
        RATE_LIMITS: 'off',
        PASSWORD_GRANT: 'on',
        LOG_LEVEL: 'warn',
        ...settings,
        FANFARE_DATA: folder,
        PORT: String(port),
      };
      const started = spawn(
        process.execPath,
        ['--disable-warning=ExperimentalWarning', 'apps/cli/src/main.ts', 'serve'],
        { cwd: root, env },
      );
      child = started;
      const ready = new Promise<void>((resolve, reject) => {
        const listen = (chunk: Buffer) => {
          output += chunk.toString();
          if (output.includes('is ready at')) resolve();
        };
        started.stdout.on('data', listen);
        started.stderr.on('data', listen);
        started.once('exit', (code) =>
          reject(new Error(`The server ended with ${code}:\n${output.slice(-2000)}`)),
        );
      });
      output = '';
      await ready;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    output: () => output,
  };
}

/** Runs a command of the checkout to its end; settings win over the folder. */
export async function fanfare(
  folder: string,
  settings: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; out: string }> {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'apps/cli/src/main.ts', ...args],
    {
      cwd: root,
      env: { ...process.env, FANFARE_DATA: folder, ...settings },
    },
  );
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { code, out };
}
