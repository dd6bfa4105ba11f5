/** The connections of one share: made when they are needed, kept for a while, never waited for without bound. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '@fanfare/kernel';
import type { Session } from './session.ts';

/** Callers that wait for one share; more are refused at once. */
const WAITING = 1_000;
/** An unused connection is closed after this time, in ms; one of the share stays. */
const IDLE = 30_000;

export interface Pool {
  /** @throws AppError `engine_away` when none is to be had by `until` (performance.now()) */
  acquire(until: number): Promise<Session>;
  release(session: Session): void;
  /** A connection that somebody made beside: whoever comes next has it. */
  adopt(session: Session): void;
  /** Nobody waits any longer, and what lies unused is closed: it is most likely dead. */
  giveUp(error: Error): void;
  /** What lay unused was dead: the others are most likely dead too. */
  mistrust(): void;
  /** A connection has ended by itself. */
  dropped(session: Session): void;
  sweep(now: number): void;
  /** Waits for those in use until then, and closes all. */
  close(until: number): Promise<void>;
  /** For people and metrics. */
  readonly state: { open: number; idle: number; waiting: number };
}

interface Needs {
  name: string;
  size: number;
  connect(): Promise<Session>;
  /** Why nobody should try now, or null. */
  away(): AppError | null;
  /** Told of a connection that could not be made; true: others may have better luck, so those who wait go on waiting. */
  onFailed(error: unknown): boolean;
}

interface Waiter {
  serve(session: Session): void;
  refuse(error: unknown): void;
}

export function poolOf({ name, size, connect, away, onFailed }: Needs): Pool {
  const idle: Session[] = [];
  const busy = new Set<Session>();
  const waiting: Waiter[] = [];
  /** A connection outlives the request that it was made for: what it says later belongs to no trace. */
  const outside = AsyncLocalStorage.snapshot();
  let connecting = 0;
  let closed = false;
  let whenFree: (() => void) | null = null;

  function grow(): void {
    const open = busy.size + idle.length + connecting;
    if (open >= size || waiting.length <= connecting) return;
    connecting += 1;
    outside(connect).then(
      (session) => {
        connecting -= 1;
        put(session);
      },
      (error: unknown) => {
        connecting -= 1;
        const goOn = onFailed(error) && busy.size > 0;
        if (!goOn) giveUp(error);
      },
    );
  }

  /** To whoever waits longest, or aside. */
  function put(session: Session): void {
    if (session.lost !== null) grow();
    else if (closed) session.end();
    else {
      session.idleSince = performance.now();
      const next = waiting.shift();
      if (next === undefined) {
        session.fresh = false;
        idle.push(session);
      } else {
        busy.add(session);
        next.serve(session);
      }
    }
  }

  function giveUp(error: unknown): void {
    for (const waiter of waiting.splice(0)) waiter.refuse(error);
    endIdle();
  }

  function endIdle(): void {
    for (const session of idle.splice(0)) session.end();
  }

  function wait(until: number): Promise<Session> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        serve(session) {
          clearTimeout(timer);
          resolve(session);
        },
        refuse(error) {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(
        () => {
          const at = waiting.indexOf(waiter);
          if (at !== -1) waiting.splice(at, 1);
          reject(tooBusy(`no connection for ${name} was free in time`));
        },
        Math.max(0, until - performance.now()),
      );
      waiting.push(waiter);
      grow();
    });
  }

  return {
    async acquire(until) {
      if (closed) throw new AppError('shutting_down');
      const reason = away();
      if (reason !== null) throw reason;
      for (let session = idle.pop(); session !== undefined; session = idle.pop()) {
        if (session.lost !== null) continue;
        busy.add(session);
        return session;
      }
      if (waiting.length >= WAITING) throw tooBusy(`${WAITING} wait for ${name} already`);
      return wait(until);
    },
    release(session) {
      busy.delete(session);
      session.fresh = false;
      put(session);
      if (closed && busy.size === 0) whenFree?.();
    },
    adopt: put,
    giveUp,
    mistrust: endIdle,
    dropped(session) {
      const at = idle.indexOf(session);
      if (at !== -1) idle.splice(at, 1);
    },
    sweep(now) {
      // The longest unused lie first.
      while (idle.length > 1 && now - (idle[0]?.idleSince ?? now) > IDLE) idle.shift()?.end();
    },
    async close(until) {
      closed = true;
      giveUp(new AppError('shutting_down'));
      if (busy.size === 0) return;
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        whenFree = resolve;
        timer = setTimeout(resolve, Math.max(0, until - performance.now()));
      });
      clearTimeout(timer);
      for (const session of busy) session.cut(new Error('the process ends'));
    },
    get state() {
      return { open: busy.size + idle.length + connecting, idle: idle.length, waiting: waiting.length };
    },
  };
}

function tooBusy(detail: string): AppError {
  return new AppError('engine_away', { detail });
}
