/** A child in the hand of the test. */
import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Answer, Order } from './child.ts';

export interface ServiceProcess {
  /** Resolves once it serves. @throws Error with the cause, as the process says it */
  start(added: number): Promise<void>;
  readonly runs: boolean;
  advance(milliseconds: number): Promise<void>;
  /** In order; resolves when the process is gone, at once if it does not run. */
  stop(): Promise<void>;
  /** SIGKILL; the same. */
  kill(): Promise<void>;
}

/** @param line called for every line that it logs */
export function serviceProcess(
  name: string,
  environment: Record<string, string>,
  line: (text: string) => void,
): ServiceProcess {
  let child: ChildProcess | null = null;

  function running(): ChildProcess {
    if (child === null) throw new Error(`${name} does not run`);
    return child;
  }

  function answered(process: ChildProcess, wanted: Answer['said']): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        process.off('message', hear);
        process.off('exit', gone);
        settle();
      };
      const hear = (answer: Answer) => {
        if (answer.said === wanted) end(resolve);
        if (answer.said === 'failed') end(() => reject(new Error(`${name}: ${answer.why}`)));
      };
      const gone = (code: number | null, signal: string | null) =>
        end(() => reject(new Error(`${name} ended with ${code ?? signal}`)));
      process.on('message', hear);
      process.on('exit', gone);
    });
  }

  function order(process: ChildProcess, what: Order, wanted: Answer['said']): Promise<void> {
    const done = answered(process, wanted);
    process.send(what);
    return done;
  }

  return {
    async start(added) {
      const made = fork(join(import.meta.dirname, 'child.ts'), {
        env: { ...process.env, ...environment, FANFARE_TEST_CLOCK: String(added) },
        execArgv: ['--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      child = made;
      made.once('exit', () => {
        if (child === made) child = null;
      });
      if (made.stdout !== null) createInterface({ input: made.stdout }).on('line', line);
      await answered(made, 'ready');
    },
    get runs() {
      return child !== null;
    },
    advance: (milliseconds) => order(running(), { do: 'advance', milliseconds }, 'advanced'),
    async stop() {
      if (child === null) return;
      const stopping = child;
      child = null;
      const gone = once(stopping, 'exit');
      await order(stopping, { do: 'stop' }, 'stopped');
      await gone;
    },
    async kill() {
      if (child === null) return;
      const killed = child;
      child = null;
      const gone = once(killed, 'exit');
      killed.kill('SIGKILL');
      await gone;
    },
  };
}
