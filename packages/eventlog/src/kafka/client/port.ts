/**
 * All that the Kafka log asks of a client library, so that the library can be replaced. Every call ends by its
 * deadline and rejects with AppError `engine_away`; nothing is retried in here: whoever calls knows what for.
 */
export interface KafkaClient {
  readonly topics: TopicAdmin;
  readonly ask: Asker;
  /** One per relay. */
  producer(): Producer;
  /** One per consumer group: a fetch blocks its connection. */
  reader(topics: readonly string[]): Reader;
  member(options: MemberOptions): Member;
  /** Closes what is shared: `topics` and `ask`. */
  close(): Promise<void>;
}

/** What all groups of a process want to know; never behind a fetch that waits. */
export interface Asker {
  /** Fresh: asked of the brokers, not remembered. */
  partitions(topics: readonly string[], fresh: boolean): Promise<ReadonlyMap<string, Partitions>>;
  /** Per topic, the first or next offset of each partition. */
  offsets(topics: readonly string[], which: 'start' | 'end'): Promise<ReadonlyMap<string, readonly number[]>>;
}

export interface TopicAdmin {
  /** The brokers' program is new enough, or the sentence that says what is needed. */
  versionProblem(): Promise<string | null>;
  /** How many brokers there are at the moment. */
  brokers(): Promise<number>;
  /** Of all that there are, those whose names begin so. */
  list(prefix: string): Promise<string[]>;
  create(topics: readonly NewTopic[]): Promise<void>;
  /** Takes them away with all that is in them; for tests. */
  drop(topics: readonly string[]): Promise<void>;
  /** Takes the messages before these offsets away; for tests. */
  truncate(topic: string, before: ReadonlyMap<number, number>): Promise<void>;
}

export interface NewTopic {
  name: string;
  partitions: number;
  replicas: number;
  settings: Readonly<Record<string, string>>;
}

export interface OutMessage {
  key: string;
  /** Null: no event, the headers say all. */
  value: string | null;
  headers: Readonly<Record<string, string>>;
}

export interface Producer {
  /** Resolves when all in-sync replicas have them, together and in order. */
  send(topic: string, partition: number, messages: readonly OutMessage[]): Promise<void>;
  close(): Promise<void>;
}

export interface InMessage {
  offset: number;
  key: string;
  value: string | null;
  headers: ReadonlyMap<string, string>;
}

export interface Fetch {
  topic: string;
  partition: number;
  /** Of the first message wanted. */
  offset: number;
}

export interface Fetched extends Fetch {
  /** `moved`: another broker leads the partition; `range`: the log has no such offset; `other`: ask again. */
  problem: 'moved' | 'range' | 'other' | null;
  messages: readonly InMessage[];
  /** Where to go on. */
  next: number;
  /** The offset behind the last message that all in-sync replicas have; -1: not said. */
  end: number;
}

export interface Partitions {
  /** The topic's own id: another one under the same name is another topic. */
  id: string;
  /** The broker that leads each partition; -1: none does at the moment. */
  leaders: readonly number[];
}

export interface Reader {
  /** Waits up to `wait` ms for a message in any of them. One at a time per broker. */
  fetch(broker: number, wanted: readonly Fetch[], wait: number): Promise<Fetched[]>;
  close(): Promise<void>;
}

export interface Share {
  topic: string;
  partition: number;
}

export interface MemberOptions {
  group: string;
  topics: readonly string[];
  /** The partitions that this process is to work on from now on: all of them. */
  onShare(share: readonly Share[]): void;
  /** The membership is lost, for good if nobody joins again. */
  onLost(error: unknown): void;
}

export interface Member {
  /** Resolves with the first share. */
  join(): Promise<void>;
  /** Tells the brokers how far the group has come: for whoever watches, the truth lies beside the effects. */
  commit(offsets: readonly Fetch[]): Promise<void>;
  /** Leaves the group, so that others take over at once. */
  close(): Promise<void>;
}
