/** A client of MongoDB that fails in time: at once while the engine is known to be away, else within a deadline. */
import type { Health, Log } from '@fanfare/kernel';
import type { Collection, MongoClient, MongoClientOptions, TopologyDescription } from 'mongodb';
import type { Stored } from './documents.ts';
import { away, portError } from './failures.ts';
import type { CollectionName } from './indexes.ts';

/** In ms, of any call. */
export const DEADLINE = 5_000;
/** What cannot be reached for longer than this is known to be away. In ms. */
const KNOWN_AFTER = 250;
/** Calls under way; more would only wait for each other. */
const AT_ONCE = 1_000;
const WRITABLE: ReadonlySet<string> = new Set(['Standalone', 'RSPrimary', 'Mongos', 'LoadBalancer']);

/** The guarantees stand here and not in the URL, so that no URL takes them away. */
export const clientOptions: MongoClientOptions = {
  appName: 'fanfare',
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 4_000 },
  readConcern: { level: 'majority' },
  readPreference: 'primary',
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 4_000,
  waitQueueTimeoutMS: 2_000,
  heartbeatFrequencyMS: 1_000,
  maxPoolSize: 32,
  maxIdleTimeMS: 300_000,
  // The driver repeats a write only where the server tells a repetition from a second write (replica sets), once.
  retryWrites: true,
  retryReads: true,
};

export interface MongoConnection {
  /**
   * Runs one command.
   * @throws AppError `engine_away`; it may then have been carried out all the same
   */
  run<Result>(
    name: CollectionName,
    work: (collection: Collection<Stored>) => Promise<Result>,
  ): Promise<Result>;
  health(): Promise<Health>;
  /** Calls under way fail. */
  close(): Promise<void>;
}

/** @param client connected; this closes it */
export function connectionOf(client: MongoClient, database: string, log: Log): MongoConnection {
  const db = client.db(database);
  const hosts = client.options.hosts.map(String).join(', ');
  let awaySince: number | null = null;
  let underWay = 0;
  let closed = false;

  client.on('topologyDescriptionChanged', ({ newDescription }) => {
    const there = hasWritable(newDescription);
    if (there && awaySince !== null) log.info({ hosts }, 'MongoDB answers again');
    if (there) awaySince = null;
    else if (awaySince === null && !closed) {
      awaySince = performance.now();
      log.warn(
        { hosts, err: newDescription.error },
        'MongoDB is away: signing in and new tokens wait for it',
      );
    }
  });
  client.on('error', (error) => log.warn({ err: error }, 'The client of MongoDB reports an error'));

  async function call<Result>(work: () => Promise<Result>): Promise<Result> {
    if (closed) throw away('the client is closed');
    if (awaySince !== null && performance.now() - awaySince > KNOWN_AFTER) throw away(`${hosts} is away`);
    if (underWay >= AT_ONCE) throw away(`${AT_ONCE} calls are under way`);
    underWay += 1;
    const done = work().finally(() => {
      underWay -= 1;
    });
    try {
      return await within(DEADLINE, done);
    } catch (error) {
      throw portError(error);
    }
  }

  return {
    run: (name, work) => call(() => work(db.collection<Stored>(name))),
    async health() {
      try {
        const { version } = await call(() => db.command({ buildInfo: 1 }));
        return { ok: true, detail: `MongoDB ${version} at ${hosts}` };
      } catch (error) {
        const why = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
        return {
          ok: false,
          detail: `MongoDB at ${hosts} does not answer, so nobody can sign in or get a new token${why}`,
        };
      }
    },
    async close() {
      closed = true;
      // A frozen server is told good-bye in vain; then the sockets are simply dropped.
      await within(DEADLINE, client.close()).catch((error: unknown) =>
        log.warn({ err: error }, 'MongoDB could not be told that the client closes'),
      );
    },
  };
}

function hasWritable(topology: TopologyDescription): boolean {
  return [...topology.servers.values()].some(({ type }) => WRITABLE.has(type));
}

async function within<Result>(time: number, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(away(`no answer within ${time} ms`)), time);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
