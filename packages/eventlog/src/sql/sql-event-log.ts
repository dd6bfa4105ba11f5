/** The embedded event log: the outbox tables are the log, offsets live with the groups' effects. */
import type { Clock, Log } from '@fanfare/kernel';
import { complaint } from '@fanfare/kernel';
import type { Tracer } from '@fanfare/telemetry';
import { decoder } from '../consumer/decode.ts';
import { signal } from '../consumer/signal.ts';
import { earliest } from '../earliest.ts';
import type { LogObserver } from '../observer.ts';
import type { EventLog, SourceState } from '../port.ts';
import { chaosOf } from './chaos.ts';
import type { GroupRunner } from './group.ts';
import { groupRunner } from './group.ts';
import { prune } from './prune.ts';
import { settle } from './settle.ts';
import type { AnyDatabase, Source } from './source.ts';
import { sourceOf } from './source.ts';

export interface SqlEventLogOptions {
  /** The databases whose outboxes are the log, by the name that offsets are kept under. */
  sources: readonly { name: string; database: AnyDatabase }[];
  log: Log;
  clock: Clock;
  /** Is told of what was handled. */
  observer?: LogObserver;
  tracer?: Tracer;
  /** For tests: redeliver and interleave at random, as a broker would. */
  chaos?: { seed: number };
  /** How often to look for commits that no wake-up told of, in ms. */
  pollInterval?: number;
  /** How often to prune, in ms. */
  pruneInterval?: number;
}

export interface SqlEventLog extends EventLog {
  /** Deletes what all groups passed more than a day ago; also done periodically. Returns how many events. */
  prune(): Promise<number>;
}

const POLL = 5_000;
/** The same where other processes may commit. */
const SHARED_POLL = 250;
const PRUNE = 10 * 60_000;

export function sqlEventLog(options: SqlEventLogOptions): SqlEventLog {
  const { log, clock } = options;
  const sources = options.sources.map(({ name, database }) => sourceOf(name, database));
  const groups: GroupRunner[] = [];
  const shared = sources.some(({ database }) => database.dialect !== 'sqlite');
  const usualPoll = shared ? SHARED_POLL : POLL;
  const changed = signal();
  const decode = decoder();
  const chaos = options.chaos === undefined ? null : chaosOf(options.chaos.seed);
  const timers: NodeJS.Timeout[] = [];
  let state: 'new' | 'running' | 'stopped' = 'new';

  function every(interval: number, work: () => Promise<unknown>): void {
    let busy = false;
    const trouble = complaint(
      log,
      'The event log could not look after itself',
      'The event log looks after itself again',
    );
    const run = () => {
      if (busy) return;
      busy = true;
      work()
        .then(trouble.settle, trouble.raise)
        .finally(() => {
          busy = false;
        });
    };
    timers.push(setInterval(run, interval).unref());
  }

  async function look(): Promise<void> {
    for (const group of groups) await group.tick();
    for (const source of sources) {
      source.age();
      await source.refresh();
    }
  }

  return {
    consume(added) {
      if (state !== 'new') throw new Error('Consumer groups are registered before the start');
      for (const group of added) {
        if (groups.some(({ name }) => name === group.group))
          throw new Error(`There are two groups ${group.group}`);
        const { observer, tracer } = options;
        groups.push(
          groupRunner({
            group,
            sources,
            decode,
            clock,
            log,
            observer,
            tracer,
            chaos,
            onChange: changed.fire,
          }),
        );
      }
    },
    async start() {
      if (state !== 'new') throw new Error('An event log starts once');
      state = 'running';
      for (const source of sources) source.start();
      for (const group of groups) group.start();
      every(options.pollInterval ?? usualPoll, look);
      every(options.pruneInterval ?? PRUNE, () => prune(sources, groups, { clock, log }));
    },
    async stop() {
      state = 'stopped';
      for (const timer of timers.splice(0)) clearInterval(timer);
      for (const source of sources) source.stop();
      await Promise.all(groups.map((group) => group.stop()));
      changed.fire();
    },
    state: () => Promise.all(groups.map((group) => group.state())),
    backlog: () => Promise.all(sources.map((source) => slowest(groups, source))),
    settled: () => settle({ groups, sources, changed, stopped: () => state !== 'running' }),
    async retries(name) {
      return (await Promise.all(named(groups, name).map((group) => group.retries()))).flat();
    },
    async replay({ group: name, id }) {
      const due = await Promise.all(named(groups, name).map((group) => group.replay(id)));
      return due.reduce((sum, count) => sum + count, 0);
    },
    prune: () => prune(sources, groups, { clock, log }),
  };
}

async function slowest(groups: readonly GroupRunner[], source: Source): Promise<SourceState> {
  const each = await Promise.all(groups.map((group) => group.backlog(source)));
  return {
    source: source.name,
    events: Math.max(0, ...each.map(({ events }) => events)),
    oldest: earliest(each.map(({ oldest }) => oldest)),
  };
}

function named(groups: readonly GroupRunner[], name: string | undefined): readonly GroupRunner[] {
  return name === undefined ? groups : groups.filter((group) => group.name === name);
}
