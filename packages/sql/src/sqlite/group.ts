import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import type { Lane } from '../port.ts';
import type { Connection } from './connection.ts';
import { isBusy, portError } from './errors.ts';
import { lanes } from './lanes.ts';

/** A unit as the group commit sees it. */
export interface Job {
  /** Reads, checks, writes; a rejection rolls back this unit alone. */
  run(): Promise<void>;
  /** It is on disk. Called once, or `failed` is. */
  committed(): void;
  failed(error: unknown): void;
}

export interface GroupCommit {
  add(lane: Lane, job: Job): void;
  /** Why the last transaction failed, until one succeeds. */
  readonly trouble: unknown;
  /** False between two transactions. */
  readonly busy: boolean;
  /** Resolves when all units that were added have been answered. */
  drained(): Promise<void>;
}

export interface GroupHooks {
  log: Log;
  /** In ms; bounds how long a group may gather units. */
  now(): number;
  /** Called inside each transaction before its first unit. */
  begun(): void;
  /** So many units are on disk by one commit. */
  committed?(units: number): void;
}

/** How long another program may hold the file before units are refused, and how often it is asked, in ms. */
const BUSY_PATIENCE = 5_000;
const BUSY_PAUSE = 20;

/**
 * Gathers the units of one turn of the event loop into one transaction, a savepoint each, one after the other.
 * Nobody is answered before the commit.
 */
export function groupCommit(writer: Connection, hooks: GroupHooks): GroupCommit {
  const waiting = lanes<Job>();
  let busy = false;
  let trouble: unknown = null;
  const whenDrained: (() => void)[] = [];

  function schedule(): void {
    busy = true;
    setImmediate(() => {
      turn().catch((error: unknown) => hooks.log.error({ err: error }, 'A group commit broke'));
    });
  }

  async function turn(): Promise<void> {
    waiting.begin(hooks.now());
    const ran: Job[] = [];
    const refused: [Job, unknown][] = [];
    trouble = (await transaction(ran, refused)) ?? null;
    if (trouble !== null)
      hooks.log.error({ err: trouble, units: ran.length + refused.length }, 'A commit failed');
    // What a unit was refused for may have been seen in the work of others, which a failed commit took back.
    for (const [job, error] of refused) answer(() => job.failed(trouble ?? error));
    if (trouble === null && ran.length > 0) hooks.committed?.(ran.length);
    for (const job of ran) answer(() => (trouble === null ? job.committed() : job.failed(trouble)));
    if (waiting.size > 0) return schedule();
    busy = false;
    for (const resolve of whenDrained.splice(0)) resolve();
  }

  function answer(tell: () => void): void {
    try {
      tell();
    } catch (error) {
      hooks.log.error({ err: error }, 'A listener of commits broke');
    }
  }

  /** Returns why all of it failed, or undefined. */
  async function transaction(ran: Job[], refused: [Job, unknown][]): Promise<unknown> {
    try {
      await begin();
      hooks.begun();
    } catch (error) {
      rollback();
      takeAll(ran);
      return portError(error);
    }
    for (let job = waiting.next(hooks.now()); job !== undefined; job = waiting.next(hooks.now())) {
      const error = await runOne(job);
      if (error === undefined) ran.push(job);
      else refused.push([job, error]);
      // A full disk ends the whole transaction, whatever savepoint it happened in.
      if (!writer.raw.isTransaction)
        return error ?? new AppError('internal', { detail: 'the transaction is gone' });
    }
    try {
      writer.run('COMMIT');
      return undefined;
    } catch (error) {
      rollback();
      return portError(error);
    }
  }

  async function begin(): Promise<void> {
    for (const end = performance.now() + BUSY_PATIENCE; ; await wait(BUSY_PAUSE)) {
      try {
        return writer.run('BEGIN IMMEDIATE');
      } catch (error) {
        if (!isBusy(error) || performance.now() > end) throw error;
      }
    }
  }

  function takeAll(into: Job[]): void {
    for (let job = waiting.next(hooks.now()); job !== undefined; job = waiting.next(hooks.now())) {
      into.push(job);
    }
  }

  /** Returns why the unit failed; undefined when it succeeded. */
  async function runOne(job: Job): Promise<unknown> {
    try {
      writer.run('SAVEPOINT unit');
      await job.run();
      writer.run('RELEASE unit');
      return undefined;
    } catch (error) {
      if (writer.raw.isTransaction) {
        writer.run('ROLLBACK TO unit');
        writer.run('RELEASE unit');
      }
      return portError(error) ?? new Error('A unit of work rejected without a reason');
    }
  }

  function rollback(): void {
    if (writer.raw.isTransaction) writer.run('ROLLBACK');
  }

  return {
    add(lane, job) {
      waiting.add(lane, job, hooks.now());
      if (!busy) schedule();
    },
    get trouble() {
      return trouble;
    },
    get busy() {
      return busy;
    },
    drained: () => (busy ? new Promise<void>((resolve) => whenDrained.push(resolve)) : Promise.resolve()),
  };
}
