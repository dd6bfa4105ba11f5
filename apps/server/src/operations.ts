/** The process's own contract, for commands and tests, and the same over all processes. */
import type { Client, serverContract, Vitals } from '@fanfare/contracts';
import type { HealthPart } from '@fanfare/http';
import { readiness } from '@fanfare/http';
import type { Log, ServiceName } from '@fanfare/kernel';
import { AppError, VERSION } from '@fanfare/kernel';
import type { LogLevels } from '@fanfare/telemetry';
import type { Engines } from './engines/index.ts';
import type { Contracts } from './needs.ts';

type Server = Client<typeof serverContract>;

export interface OperationsNeeds {
  engines: Engines;
  /** False: the core database belongs to no service of this process. */
  core: boolean;
  /** Whether search runs in this process. */
  search: boolean;
  services: readonly ServiceName[];
  /** Where it listens. */
  url: string;
  /** Asked at each call: the process's own contract is one of them. */
  contracts(): Contracts;
  /** Asked at each call: modules are made after this. */
  health(): Readonly<Record<string, HealthPart>>;
  vitals(): Promise<Vitals>;
  levels: LogLevels;
  log: Log;
}

export function operations(needs: OperationsNeeds): Server {
  const { engines, core, search, services, contracts, url } = needs;
  const { eventLog } = engines;
  return {
    async settle() {
      // An index that is being made holds up its consumer, and what arrives meanwhile must be findable too.
      if (search) await contracts().search.whole({});
      await eventLog.settled().catch((error: unknown) => {
        throw new AppError('engine_away', {
          text: `Not settled: ${error instanceof Error ? error.message : String(error)}`,
          cause: error,
        });
      });
      if (search) await contracts().search.whole({});
      return core ? progressOf(engines) : { emitted: 0, in_delivery: 0 };
    },
    async health() {
      const { parts } = await readiness(needs.health(), false);
      return { services: [...services], version: VERSION, parts };
    },
    vitals: needs.vitals,
    address: async () => ({ url }),
    logLevels: async () => needs.levels.state(),
    setLogLevel: async (change) => changeLevel(needs, change),
    groups: async () =>
      (await eventLog.state()).map(({ group, lag, retries, paused }) => ({ group, lag, retries, paused })),
    retries: async () => (await eventLog.retries()).map((row) => ({ ...row })),
    replay: async (filter) => ({ due: await eventLog.replay(filter) }),
  };
}

/** @throws AppError `not_found` for a service that does not run here */
function changeLevel(
  { levels, log, services }: OperationsNeeds,
  { service, level, time }: Parameters<Server['setLogLevel']>[0],
) {
  if (service !== null && !services.some((name) => name === service)) throw new AppError('not_found');
  // Of a process for one service alone that is everything, with the engines that it stands on.
  const of = services.length === 1 ? null : service;
  const back = level === null ? 'as it was set' : level;
  levels.change(of, level, time);
  // Said so that it is seen at nearly every level: what is missing from a log has its reason there.
  log.warn({ of: of ?? 'everything', ms: time }, `The log level is ${back}`);
  return levels.state();
}

async function progressOf({ db }: Engines) {
  const open = await db.read
    .selectFrom('fanout_open')
    .select((row) => row.fn.countAll<number>().as('posts'))
    .executeTakeFirstOrThrow();
  const heads = await db.outbox.heads();
  return { emitted: heads.reduce((sum, { head }) => sum + head, 0), in_delivery: Number(open.posts) };
}

/** Groups of several processes as one; instances of one service say the same of theirs. */
export function operationsOfAll(servers: readonly Server[]): Server {
  const [first] = servers;
  if (first !== undefined && servers.length === 1) return { ...first, settle: () => settleAll(servers) };
  const missing = () => Promise.reject(new AppError('engine_away', { detail: 'no process was named' }));
  const everywhere = <Answer>(ask: (server: Server) => Promise<Answer>) => Promise.all(servers.map(ask));
  return {
    settle: () => settleAll(servers),
    health: first?.health ?? missing,
    vitals: first?.vitals ?? missing,
    address: first?.address ?? missing,
    logLevels: first?.logLevels ?? missing,
    setLogLevel: async (change) => {
      const [answer] = await everywhere((one) => one.setLogLevel(change));
      return answer ?? missing();
    },
    groups: async () => distinct(await everywhere((one) => one.groups({})), (row) => row.group),
    retries: async () =>
      distinct(await everywhere((one) => one.retries({})), (row) => `${row.group} ${row.id}`),
    async replay(filter) {
      const answers = await everywhere((one) => one.replay(filter));
      return { due: answers.reduce((sum, { due }) => sum + due, 0) };
    },
  };
}

/** So often nothing new may be found while posts are in delivery. */
const ROUNDS = 3;

/**
 * What one process finishes may give another something to do: all have settled when a round over all of them has
 * found nothing new.
 * @throws AppError when a post stays in delivery although every log is at its head
 */
async function settleAll(servers: readonly Server[]) {
  let before = -1;
  /** Rounds in a row in which nothing was emitted. */
  let quiet = servers.length === 1 ? ROUNDS : 0;
  for (;;) {
    // Side by side: each counts what was emitted after its own work was done.
    const each = await Promise.all(servers.map((server) => server.settle({})));
    const emitted = Math.max(...each.map((one) => one.emitted));
    const inDelivery = Math.max(...each.map((one) => one.in_delivery));
    if (emitted === before) quiet += 1;
    if (quiet > 0 && inDelivery === 0) return { emitted, in_delivery: 0 };
    // One may have counted while another still delivered.
    if (quiet >= ROUNDS)
      throw new AppError('internal', {
        detail: `${inDelivery} posts are still in delivery although the log is at its head`,
      });
    if (emitted !== before && servers.length > 1) quiet = 0;
    before = emitted;
  }
}

function distinct<Row>(answers: readonly Row[][], by: (row: Row) => string): Row[] {
  return [...new Map(answers.flat().map((row) => [by(row), row])).values()];
}
