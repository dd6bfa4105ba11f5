/** One program of an engine: started, asked whether it is ready, ended, killed, started again. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Program } from './engine.ts';
import { asUser } from './run.ts';

/** Enough to find a process again from another one, and to know that it is the same. */
export interface Running {
  name: string;
  pid: number;
  /** Since boot, in ticks: another process of that number has another. */
  began: string;
}

/** How long an engine may take to be ready, in ms. A machine that installs meanwhile is slow. */
const READY_WITHIN = 180_000;
/** After the polite signal, in ms. */
const ENDS_WITHIN = 20_000;

/** Starts it; what it says goes to `<name>.log` in the folder. Outlives this process when `detached`. */
export function startProgram(program: Program, folder: string, detached: boolean): Running {
  const log = openSync(join(folder, `${program.name}.log`), 'a');
  const [command, args] = asUser(program.user, program.command, program.args);
  const child = spawn(command, args, {
    cwd: folder,
    env: { ...process.env, ...program.env },
    stdio: ['ignore', log, log],
    detached,
  });
  child.unref();
  // An error event means that it could not be started; `isRunning` says so soon enough, the log says why.
  child.on('error', () => {});
  // A program that is killed says nothing of it, and what it said before looks as if all were well.
  child.once('exit', (code, signal) => {
    writeSync(log, `\n[ended: ${signal ?? `code ${code}`}]\n`);
    closeSync(log);
  });
  if (child.pid === undefined) throw new Error(`${program.command} could not be started`);
  return { name: program.name, pid: child.pid, began: beganAt(child.pid) ?? '' };
}

/** @throws Error with the end of its log when it ends first, or is not ready in three minutes */
export async function untilReady(program: Program, running: Running, folder: string): Promise<void> {
  const until = Date.now() + READY_WITHIN;
  for (;;) {
    if (await program.ready().catch(() => false)) return;
    if (!isRunning(running)) {
      // The news of its end comes with the next turn of the loop.
      await pause(50);
      throw new Error(`${program.name} ended before it was ready:\n${await lastWords(program, folder)}`);
    }
    if (Date.now() > until)
      throw new Error(`${program.name} is not ready after 180 s:\n${await lastWords(program, folder)}`);
    await pause(50);
  }
}

/** Ends it in order, or after twenty seconds at once. */
export async function stopProgram(running: Running, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  send(running, signal);
  const until = Date.now() + ENDS_WITHIN;
  while (isRunning(running)) {
    if (Date.now() > until) return killProgram(running);
    await pause(20);
  }
}

export async function killProgram(running: Running): Promise<void> {
  send(running, 'SIGKILL');
  while (isRunning(running)) await pause(5);
}

export function isRunning(running: Running): boolean {
  return beganAt(running.pid) === running.began;
}

function send(running: Running, signal: NodeJS.Signals): void {
  if (isRunning(running)) process.kill(running.pid, signal);
}

/** Null: there is none, or it has ended and waits to be collected. */
function beganAt(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch (error) {
    if (
      (error as NodeJS.ErrnoException).code === 'ENOENT' ||
      (error as NodeJS.ErrnoException).code === 'ESRCH'
    )
      return null;
    throw error;
  }
}

async function lastWords(program: Program, folder: string): Promise<string> {
  const text = await readFile(join(folder, `${program.name}.log`), 'utf8').catch(() => '');
  return text.trim().split('\n').slice(-20).join('\n');
}
