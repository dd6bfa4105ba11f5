/** The event log on Kafka: relays move outbox rows to topics, groups read them; places lie beside the groups' effects. */
import type { Cache } from '@fanfare/cache';
import type { Clock, Log } from '@fanfare/kernel';
import { relayStore } from '@fanfare/sql';
import type { Tracer } from '@fanfare/telemetry';
import { decoder } from '../consumer/decode.ts';
import { signal } from '../consumer/signal.ts';
import { earliest } from '../earliest.ts';
import type { LogObserver } from '../observer.ts';
import type { EventLog } from '../port.ts';
import type { KafkaClient } from './client/index.ts';
import { kafkaClient } from './client/index.ts';
import { groupRunner } from './group.ts';
import type { GroupRunner } from './group-runner.ts';
import { kafkaHealth } from './health.ts';
import type { Relay } from './relay.ts';
import { relayOf } from './relay.ts';
import { repeater } from './repeat.ts';
import { settle } from './settle.ts';
import type { AnyDatabase } from './share.ts';
import { ensureTopics, topicKinds, topicName } from './topics.ts';
import { wakeBy } from './wake.ts';

export interface KafkaEventLogOptions {
  /** `host:port` each. */
  brokers: readonly string[];
  /** Begins the name of every topic and group. */
  namespace: string;
  /** The databases of this process, and whether it carries their outboxes to the log. */
  sources: readonly { name: string; database: AnyDatabase; relay: boolean }[];
  /** Where processes tell each other of commits. Null: they look for themselves, four times a second. */
  hints: Pick<Cache, 'publish' | 'subscribe'> | null;
  log: Log;
  clock: Clock;
  /** Is told of what was handled and carried. */
  observer?: LogObserver;
  tracer?: Tracer;
  /** Of topics that have to be made. */
  partitions?: number;
  /** How long to wait for the brokers, in ms. */
  patience?: number;
}

export interface KafkaEventLog extends EventLog {
  /** Deletes from the outboxes what was carried more than a day ago; also done periodically. Returns how many rows. */
  prune(): Promise<number>;
}

/** In ms. */
const PRUNE = 10 * 60_000;

/** @throws StartError when the brokers can't be reached in time, or are too old */
export async function kafkaEventLog(options: KafkaEventLogOptions): Promise<KafkaEventLog> {
  const { namespace, log, clock, observer, tracer } = options;
  const made = await ensureTopics(options);
  if (made.length > 0) log.info({ topics: made }, 'Topics were made');
  const client = kafkaClient(options);
  const names = topicKinds.map((kind) => topicName(namespace, kind));
  const partitions = await partitionsOf(client, names);
  const groups: GroupRunner[] = [];
  const changed = signal();
  const decode = decoder();
  const wake = wakeBy(options.hints);
  const jobs = repeater(log, clock, 'The outbox could not be pruned');
  const unsubscribe: (() => void)[] = [];
  const relays: Relay[] = options.sources
    .filter(({ relay }) => relay)
    .map(({ name, database }) =>
      relayOf({
        ...{
          source: name,
          database,
          namespace,
          client,
          clock,
          log,
          observer,
          tracer,
          onChange: changed.fire,
        },
        partitions: (topic) => partitions.get(topic) ?? 1,
      }),
    );
  let state: 'new' | 'running' | 'stopped' = 'new';

  /** This process's commits wake its own relay at once, other processes' by a hint. */
  function listen({ name, database }: KafkaEventLogOptions['sources'][number]): void {
    const relay = relays.find(({ source }) => source === name);
    const committed = (heads: ReadonlyMap<number, number>) => {
      relay?.wake(heads);
      wake.tell(name, relay?.foreign(heads) ?? heads);
    };
    unsubscribe.push(database.onCommitted(committed));
    if (relay !== undefined) wake.listen(name, relay.wake);
  }

  const backlog = () => Promise.all(relays.map((relay) => relay.backlog()));

  async function emitted(): Promise<number> {
    let sum = 0;
    for (const ends of (await client.ask.offsets(names, 'end')).values()) for (const end of ends) sum += end;
    for (const { database } of options.sources)
      for (const head of (await relayStore(database).heads()).values()) sum += head;
    return sum;
  }

  async function prune(): Promise<number> {
    let deleted = 0;
    for (const relay of relays) deleted += await relay.prune();
    if (deleted > 0) log.debug({ deleted }, 'Carried events were pruned');
    return deleted;
  }

  const named = (name: string | undefined) =>
    name === undefined ? groups : groups.filter((group) => group.name === name);

  return {
    consume(added) {
      if (state !== 'new') throw new Error('Consumer groups are registered before the start');
      for (const group of added) {
        if (groups.some(({ name }) => name === group.group))
          throw new Error(`There are two groups ${group.group}`);
        const { sources } = options;
        const base = { namespace, client, sources, decode, clock, log, observer, tracer };
        groups.push(groupRunner({ group, ...base, onChange: changed.fire }));
      }
    },
    async start() {
      if (state !== 'new') throw new Error('An event log starts once');
      state = 'running';
      for (const source of options.sources) listen(source);
      for (const relay of relays) relay.start();
      for (const group of groups) group.start();
      jobs.every(PRUNE, prune);
    },
    async stop() {
      if (state === 'stopped') return;
      state = 'stopped';
      for (const end of unsubscribe.splice(0)) end();
      await jobs.stop();
      await wake.stop();
      await Promise.all(groups.map((group) => group.stop()));
      // The relays last: what the groups' last effects emitted goes out with them.
      await Promise.all(relays.map((relay) => relay.stop()));
      await client.close();
      changed.fire();
    },
    async state() {
      const [waiting, ...states] = await Promise.all([backlog(), ...groups.map((group) => group.state())]);
      const rows = waiting.reduce((sum, { events }) => sum + events, 0);
      const since = waiting.map(({ oldest }) => oldest);
      const all = states.map((group) => ({
        ...group,
        lag: group.lag + rows,
        oldest: earliest([group.oldest, ...since]),
      }));
      return [...all, ...(await Promise.all(relays.map((relay) => relay.state())))];
    },
    backlog,
    settled: () => settle({ groups, relays, changed, emitted, stopped: () => state !== 'running' }),
    async retries(name) {
      return (await Promise.all(named(name).map((group) => group.retries()))).flat();
    },
    async replay({ group: name, id }) {
      const due = await Promise.all(named(name).map((group) => group.replay(id)));
      return due.reduce((sum, count) => sum + count, 0);
    },
    health: () => kafkaHealth(client.ask, options.brokers, names),
    prune,
  };
}

/** How many each topic has. Whoever gets no answer has no log, so nobody else closes the client then. */
async function partitionsOf(client: KafkaClient, names: readonly string[]): Promise<Map<string, number>> {
  try {
    const found = await client.ask.partitions(names, true);
    return new Map([...found].map(([name, { leaders }]) => [name, leaders.length]));
  } catch (error) {
    await client.close();
    throw error;
  }
}
