/** What a group's runner is made of, and what it can be asked. */
import type { Clock, Log } from '@fanfare/kernel';
import type { Tracer } from '@fanfare/telemetry';
import type { Decode } from '../consumer/decode.ts';
import type { RetryQueue } from '../consumer/retry-queue.ts';
import type { LogObserver } from '../observer.ts';
import type { ConsumerGroup, GroupState, RetryRow } from '../port.ts';
import type { KafkaClient } from './client/index.ts';
import type { Lag } from './lag.ts';
import type { OpenNeeds } from './open.ts';

export interface GroupNeeds {
  group: ConsumerGroup;
  namespace: string;
  client: KafkaClient;
  sources: OpenNeeds['sources'];
  decode: Decode;
  clock: Clock;
  log: Log;
  observer?: LogObserver | undefined;
  tracer?: Tracer | undefined;
  /** Work ended, the group paused or went on, the retry table changed. */
  onChange(): void;
}

export interface GroupRunner {
  readonly name: string;
  readonly queue: RetryQueue;
  /** Nothing is in hand here. */
  readonly idle: boolean;
  /** Rises with every piece of work. */
  readonly turns: number;
  start(): void;
  /** Messages that no process of the group has passed. */
  lag(): Promise<Lag>;
  /** Stores what was passed; retries that other processes left are looked for. */
  settle(): Promise<void>;
  /**
   * Asks now whether what it waits for is back. @returns why it still waits, or null
   * @param strict also when it waits for the log alone
   */
  probe(strict: boolean): Promise<string | null>;
  state(): Promise<GroupState>;
  retries(): Promise<RetryRow[]>;
  replay(id?: string): Promise<number>;
  stop(): Promise<void>;
}
