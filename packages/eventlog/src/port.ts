/**
 * The event log port. Rules: DESIGN §6. Embedded, the outbox tables are the log; with Kafka a relay moves
 * outbox rows to topics. Both keep order per key, deliver at least once, resume after a crash and carry bytes.
 */
import type { EventOf, EventType } from '@fanfare/contracts/events';
import type { Health, Log } from '@fanfare/kernel';
import type { Database, Lane, Unit } from '@fanfare/sql';

/** Runs in the unit that also stores the offset; the state becomes equal to the event's version, or stays when newer. */
// biome-ignore lint/suspicious/noExplicitAny: each group names its own tables
export type Effect = (unit: Unit<any>) => Promise<void>;

export interface HandlerContext {
  readonly log: Log;
  /** Aborted when the consumer must let go (drain, lost partition). */
  readonly signal: AbortSignal;
}

/**
 * Does the slow part (reads, contracts, cache, index) and returns what belongs into the database, if anything.
 * It may see an event again, late, or crossed with another key's, and must not rely on the offset.
 * @throws AppError `engine_away`: the group pauses, visibly and without limit. Anything else: the event moves to
 * the retry table and later events of its key queue behind it.
 */
export type Handler<Type extends EventType> = (
  event: EventOf<Type>,
  context: HandlerContext,
  // biome-ignore lint/suspicious/noConfusingVoidType: a handler that has nothing to write just ends
) => Promise<Effect | void>;

export interface ConsumerGroup {
  /** The service's name, or service.part when it needs a second one; offsets are kept under it. */
  readonly group: string;
  /** Where the group's effects, offsets and retry table live. */
  // biome-ignore lint/suspicious/noExplicitAny: each group names its own tables
  readonly database: Database<any>;
  readonly lane: Lane;
  readonly handlers: { readonly [Type in EventType]?: Handler<Type> };
  /**
   * Builds the group's state from the truth: called when the group is new while the log was pruned, or has fallen
   * below its tail. Offsets start at the heads read before it ran.
   */
  rebuild(): Promise<void>;
}

export interface GroupState {
  group: string;
  /** Events behind the head. */
  lag: number;
  /** When the oldest of them was emitted, in ms; null: there is none. Where it cannot be told: when it was first seen to wait. */
  oldest: number | null;
  /** Events in the retry table. */
  retries: number;
  /** Since when the oldest of them waits there, in ms; null: there is none. */
  oldestRetry: number | null;
  /** Null, or since when and why it waits for an engine. */
  paused: { since: number; cause: string } | null;
}

/** What of a database's outbox has not gone on its way. */
export interface SourceState {
  source: string;
  /** Rows that no relay has carried; where the outbox is the log itself: that the slowest group has not passed. */
  events: number;
  /** When the oldest of them was emitted, in ms; null: there is none. */
  oldest: number | null;
}

export interface RetryRow {
  group: string;
  id: string;
  type: string;
  key: string;
  attempts: number;
  next_at: number;
  /** The error's message; never the event's text. */
  cause: string;
}

export interface EventLog {
  /** Registers groups; call before start. */
  consume(groups: readonly ConsumerGroup[]): void;
  start(): Promise<void>;
  /** Finishes events in hand, stores offsets, hands over. */
  stop(): Promise<void>;
  state(): Promise<GroupState[]>;
  /** Of the outboxes that this process looks after. */
  backlog(): Promise<SourceState[]>;
  /** Waits until every group has reached the head as it is when nothing more is emitted, with no retry left due. Rejects with the cause when a retry fails for good. */
  settled(): Promise<void>;
  retries(group?: string): Promise<RetryRow[]>;
  /** Makes retries due now. */
  replay(filter: { group?: string; id?: string }): Promise<number>;
  /** Of the engine that holds the log, where it is not the database itself. */
  health?(): Promise<Health>;
}
