import type { Kysely } from 'kysely';
import type { SqlObserver } from '../observer.ts';
import type { Connection } from './connection.ts';
import { portError } from './errors.ts';
import { kyselyOver } from './kysely.ts';

/** Connections for snapshots; more of them at once wait. */
const CONNECTIONS = 4;

export interface Snapshots {
  run<Tables, Result>(work: (db: Kysely<Tables>) => Promise<Result>, observer?: SqlObserver): Promise<Result>;
  /** Waits for those that run. */
  close(): Promise<void>;
}

export function snapshotsOf(open: () => Connection): Snapshots {
  const idle: Connection[] = [];
  const waiting: ((connection: Connection) => void)[] = [];
  const running = new Set<Promise<unknown>>();
  let opened = 0;

  function acquire(): Connection | Promise<Connection> {
    const free = idle.pop();
    if (free !== undefined) return free;
    if (opened === CONNECTIONS) return new Promise((resolve) => waiting.push(resolve));
    const connection = open();
    opened += 1;
    return connection;
  }

  function giveBack(connection: Connection): void {
    const next = waiting.shift();
    if (next !== undefined) next(connection);
    else idle.push(connection);
  }

  async function runOne<Tables, Result>(
    work: (db: Kysely<Tables>) => Promise<Result>,
    observer?: SqlObserver,
  ): Promise<Result> {
    const connection = await acquire();
    let over = false;
    const db = kyselyOver<Tables>((query) => {
      if (over) throw new Error('This snapshot is over: its queries must be awaited inside it.');
      try {
        return connection.execute(query);
      } catch (error) {
        throw portError(error);
      }
    }, observer);
    try {
      connection.run('BEGIN');
      return await work(db);
    } finally {
      over = true;
      if (connection.raw.isTransaction) connection.run('ROLLBACK');
      giveBack(connection);
    }
  }

  return {
    run(work, observer) {
      const result = runOne(work, observer);
      const done: Promise<void> = result.then(settled, settled);
      running.add(done);
      return result;

      function settled(): void {
        running.delete(done);
      }
    },
    async close() {
      await Promise.all(running);
      for (const connection of idle.splice(0)) connection.close();
    },
  };
}
