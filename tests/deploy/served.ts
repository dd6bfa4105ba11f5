/** A real `fanfare serve` whose log goes into a file, as under a service manager. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePorts } from '@fanfare/engines';

const root = join(import.meta.dirname, '..', '..');

export interface Served {
  readonly url: string;
  log(): Promise<string>;
  stop(): Promise<void>;
}

export async function served(
  folder: string,
  logFile: string,
  settings: Record<string, string> = {},
): Promise<Served> {
  const [port = 0] = await freePorts(1);
  const url = `http://localhost:${port}`;
  const log = openSync(logFile, 'a');
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'apps/cli/src/main.ts', 'serve'],
    {
      cwd: root,
      env: {
        ...process.env,
        RATE_LIMITS: 'off',
        PASSWORD_GRANT: 'on',
        ...settings,
        FANFARE_DATA: folder,
        PORT: String(port),
      },
      stdio: ['ignore', log, log],
    },
  );
  closeSync(log);
  while (
    !(await fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`The server ended:\n${await readFile(logFile, 'utf8')}`);
    await pause(50);
  }
  return {
    url,
    log: () => readFile(logFile, 'utf8'),
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
