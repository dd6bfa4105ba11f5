/** One start of a checkout's server on a folder of its own: how long until it answers, and its memory when idle. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { choosePort } from '@fanfare/http';

/** The figure is the memory once start-up work has ended, so the process is left alone for a while. */
const IDLE = 1500;

export interface Started {
  /** From the start of the process to its first answer, in ms. */
  answered: number;
  /** Resident, in KiB. Null: not asked for, or not to be had here. */
  memory: number | null;
}

/** @param checkout its folder @param data made when absent, kept */
export async function startOnce(checkout: string, data: string, idle: boolean): Promise<Started> {
  const port = await choosePort('127.0.0.1', 0);
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', join(checkout, 'apps/cli/src/main.ts'), 'serve'],
    {
      cwd: checkout,
      env: { ...process.env, FANFARE_DATA: data, PORT: String(port), LOG_LEVEL: 'warn' },
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
  const answered = performance.now() - begun;
  if (idle) await pause(IDLE);
  const memory = idle ? await residentMemory(child.pid ?? 0) : null;
  child.kill('SIGTERM');
  if (!ended) await once(child, 'exit');
  return { answered, memory };
}

export function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
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

async function residentMemory(pid: number): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]);
}
