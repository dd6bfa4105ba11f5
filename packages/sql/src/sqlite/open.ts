import { randomUUID } from 'node:crypto';
import type { Clock, Log } from '@fanfare/kernel';
import { StartError } from '@fanfare/kernel';
import type { SqlObserver } from '../observer.ts';
import type { Database } from '../port.ts';
import type { DatabaseName } from '../system/tables.ts';
import type { Connection } from './connection.ts';
import { openConnection } from './connection.ts';
import type { Shared } from './database.ts';
import { databaseOn } from './database.ts';
import { groupCommit } from './group.ts';
import { sentinel } from './sentinel.ts';
import { snapshotsOf } from './snapshot.ts';
import type { Watch } from './watch.ts';
import { watchForeignWrites } from './watch.ts';

export interface SqliteOptions {
  /** Path of the database file; it is made when missing. */
  file: string;
  log: Log;
  clock: Clock;
  /** Fails a unit that awaits anything but its own queries at once, not after seconds: for tests and development. */
  strictUnits?: boolean;
  /** How long a node number stays with this process after its last sign of life, in ms. */
  leaseTtl?: number;
  /** Upper bound of the file in pages of 4 KiB; writing beyond it is `disk_full`. */
  maxPages?: number;
  /** Is told of statements and units. */
  observe?: (of: DatabaseName) => SqlObserver;
  /** So many units are on disk by one commit. */
  onCommit?: (units: number) => void;
  /** Another program has written to the file: whatever is cached may be wrong. */
  onForeignWrite?: () => void;
}

export interface SqliteEngine {
  /** Both databases share the file, the writing connection and the group commit; open a second engine for a second file. */
  database<Tables>(name: DatabaseName): Database<Tables>;
  /** Answers what was accepted, gives back the node numbers, closes the file. Closing every database does the same. */
  close(): Promise<void>;
}

const LEASE = 60_000;
const common = ['temp_store = MEMORY', 'cache_size = -8000'];
const readOnly = [...common, 'query_only = ON'];

/** @throws StartError when the file is not a database or cannot be written */
export function openSqlite(options: SqliteOptions): SqliteEngine {
  const { file, clock, log } = options;
  const writer = openWriter(options);
  const reader = openConnection(file, readOnly);
  const snapshots = snapshotsOf(() => openConnection(file, readOnly));
  let watch: Watch | null = null;
  const group = groupCommit(writer, {
    log,
    now: () => clock.now(),
    begun: () => watch?.look(),
    ...(options.onCommit === undefined ? {} : { committed: options.onCommit }),
  });
  if (options.onForeignWrite !== undefined) {
    watch = watchForeignWrites(writer, () => !group.busy, options.onForeignWrite);
  }
  const guard = sentinel(options.strictUnits ?? false);
  const holder = randomUUID();
  const leaseTtl = options.leaseTtl ?? LEASE;
  const shared: Shared = {
    ...{ writer, reader, group, snapshots, guard, clock, log, leaseTtl, holder },
    ...(options.observe === undefined ? {} : { observe: options.observe }),
  };
  const open = new Map<DatabaseName, Database<unknown>>();
  let closing: Promise<void> | null = null;

  async function closeFile(): Promise<void> {
    watch?.stop();
    await snapshots.close();
    reader.close();
    // The last to close moves the log's pages into the file.
    writer.close();
  }

  function closed(name: DatabaseName): Promise<void> | undefined {
    open.delete(name);
    if (open.size > 0) return undefined;
    closing ??= closeFile();
    return closing;
  }

  return {
    database<Tables>(name: DatabaseName) {
      if (closing !== null) throw new Error('The database is closed.');
      const known = open.get(name) ?? databaseOn<unknown>(shared, name, () => closed(name));
      open.set(name, known);
      return known as Database<Tables>;
    },
    async close() {
      await Promise.all([...open.values()].map((database) => database.close()));
      closing ??= closeFile();
      await closing;
    },
  };
}

function openWriter({ file, maxPages }: SqliteOptions): Connection {
  const bound = maxPages === undefined ? [] : [`max_page_count = ${maxPages}`];
  // A busy file is asked for again by the group commit, which does not hold up reads while it waits.
  const patience = 'busy_timeout = 10';
  try {
    const size = 'journal_size_limit = 67108864';
    return openConnection(file, [
      'journal_mode = WAL',
      'synchronous = FULL',
      size,
      ...common,
      ...bound,
      patience,
    ]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The database ${file} cannot be opened (${reason}): check that it is a database of Fanfare which this user may write.`,
      { cause: error },
    );
  }
}
