// check: alone
/** Starts the server on an empty folder and prints how long it took to answer, and its memory when idle. No limit: machines differ. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { choosePort } from '@fanfare/http';

const ROUNDS = 3;
/** The figure is the memory once start-up work has ended, so the process is left alone for a while. */
const IDLE = 1500;

const folder = await mkdtemp(join(tmpdir(), 'fanfare-start-'));
try {
  const times: number[] = [];
  let memory = 'unknown here';
  for (let round = 0; round < ROUNDS; round += 1) {
    const port = await choosePort('127.0.0.1', 0);
    const begun = performance.now();
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'apps/cli/src/main.ts', 'serve'],
      {
        env: { ...process.env, FANFARE_DATA: join(folder, 'data'), PORT: String(port), LOG_LEVEL: 'warn' },
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    let ended = false;
    child.once('exit', () => {
      ended = true;
    });
    while (!(await answers(port))) {
      if (ended) throw new Error('The server ended before it answered');
      await pause(2);
    }
    times.push(performance.now() - begun);
    if (round === ROUNDS - 1) {
      await pause(IDLE);
      memory = await residentMemory(child.pid ?? 0);
    }
    child.kill('SIGTERM');
    if (!ended) await once(child, 'exit');
  }
  const sorted = times.map((time) => Math.round(time)).sort((a, b) => a - b);
  process.stdout.write(
    `first answer after ${sorted[Math.floor(ROUNDS / 2)]} ms (${sorted.join(', ')}), idle memory ${memory}\n`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/api/v2/instance`);
    const body = (await response.json()) as { domain?: string };
    return response.ok && typeof body.domain === 'string';
  } catch {
    return false; // not listening yet
  }
}

async function residentMemory(pid: number): Promise<string> {
  if (process.platform !== 'linux') return 'unknown here';
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const kibibytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
  return `${Math.round(kibibytes / 1024)} MiB`;
}
