/**
 * Calls into a worker thread, one at a time. node:sqlite cannot interrupt a statement, so a call that takes longer
 * than its deadline costs the thread its life: it is ended (as soon as its statement lets go of it), and the next
 * call gets a new one. A thread that nobody needs ends too, and none keeps the process alive.
 */
import type { Worker } from 'node:worker_threads';
import { AppError } from '@fanfare/kernel';

export interface ThreadOptions {
  spawn(): Worker;
  /** In ms, from the moment the thread takes the call up. */
  deadline: number;
  /** Calls that may wait; more are refused. */
  waiting: number;
  /** The thread ends when it had nothing to do for so long, in ms. */
  idle: number;
  onEnded(cause: string): void;
}

export interface Thread {
  /** @throws AppError `engine_away` when the thread ends or does not answer in time; what the thread threw */
  call<Result>(method: string, argument: unknown): Promise<Result>;
  /** Finishes what is in hand; no call is accepted any more. */
  close(): Promise<void>;
}

/** `away`: the engine cannot do it at the moment. `failed`: it never will. */
export type ThreadReply = { result: unknown } | { away: string } | { failed: string };

/** Under `node --watch` a thread also tells, over the same port, which files it has loaded. */
function isReply(message: object): message is ThreadReply {
  return 'result' in message || 'away' in message || 'failed' in message;
}

export interface ThreadCall {
  method: string;
  argument: unknown;
}

interface Call {
  message: ThreadCall;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

export function fts5Thread(options: ThreadOptions): Thread {
  const queue: Call[] = [];
  let worker: Worker | null = null;
  let current: Call | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed: { done(): void } | null = null;
  /** Threads that are on their way out. */
  const ending = new Set<Promise<unknown>>();

  function start(): Worker {
    const made = options.spawn();
    made.on('message', (message: object) => {
      if (made === worker && isReply(message)) answered(message);
    });
    made.on('error', (error) => {
      if (made === worker) lost(String(error));
    });
    made.on('exit', () => {
      if (made === worker) lost('it ended by itself');
    });
    return made;
  }

  function pump(): void {
    clearTimeout(timer);
    const next = queue.shift();
    if (next === undefined) {
      rest();
      return;
    }
    current = next;
    worker ??= start();
    worker.ref();
    worker.postMessage(next.message);
    timer = setTimeout(() => lost(`it did not answer within ${options.deadline} ms`), options.deadline);
  }

  function rest(): void {
    if (closed !== null) {
      end();
      closed.done();
    } else if (worker !== null) {
      worker.unref();
      timer = setTimeout(end, options.idle).unref();
    }
  }

  function end(): void {
    if (worker === null) return;
    const ended = worker.terminate().finally(() => ending.delete(ended));
    ending.add(ended);
    worker = null;
  }

  function answered(reply: ThreadReply): void {
    const call = current;
    current = null;
    if ('result' in reply) call?.resolve(reply.result);
    else call?.reject('away' in reply ? away(reply.away) : new Error(`The search index: ${reply.failed}`));
    pump();
  }

  function lost(cause: string): void {
    const call = current;
    current = null;
    end();
    options.onEnded(cause);
    call?.reject(away(cause));
    pump();
  }

  return {
    call<Result>(method: string, argument: unknown) {
      return new Promise<Result>((resolve, reject) => {
        if (closed !== null) return reject(new AppError('shutting_down'));
        if (queue.length >= options.waiting) return reject(away(`${queue.length} calls wait already`));
        queue.push({
          message: { method, argument },
          resolve: (result) => resolve(result as Result),
          reject,
        });
        if (current === null) pump();
      });
    },
    async close() {
      if (closed !== null) return;
      await new Promise<void>((resolve) => {
        closed = { done: resolve };
        if (current === null) pump();
      });
      await Promise.all(ending);
    },
  };
}

function away(cause: string): AppError {
  return new AppError('engine_away', { detail: `the search index: ${cause}` });
}
