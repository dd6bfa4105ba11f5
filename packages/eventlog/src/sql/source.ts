/** One database's outbox as a log: heads, rows, wake-ups. */
import type { Sealed } from '../consumer/decode.ts';
import type { ConsumerGroup } from '../port.ts';
import { tailOf } from './tail.ts';

/** Any service's database. */
export type AnyDatabase = ConsumerGroup['database'];

export interface BucketEnds {
  bucket: number;
  head: number;
  tail: number;
}

export interface Source {
  readonly name: string;
  readonly database: AnyDatabase;
  /** Highest number known of a bucket. */
  head(bucket: number): number;
  /** Reads the heads and tails from the outbox; groups are woken for what is new. */
  refresh(): Promise<BucketEnds[]>;
  rows(bucket: number, after: number): Promise<readonly Sealed[]>;
  /** Calls the listener for each bucket whose head has risen. */
  onHead(listener: (source: Source, bucket: number) => void): void;
  /** Wakes groups by commits from here on. */
  start(): void;
  stop(): void;
  age(): void;
}

export function sourceOf(name: string, database: AnyDatabase): Source {
  const tail = tailOf(database.outbox);
  const heads = new Map<number, number>();
  const listeners: ((source: Source, bucket: number) => void)[] = [];
  let unsubscribe: (() => void) | null = null;

  function raise(bucket: number, head: number): void {
    if (head <= (heads.get(bucket) ?? 0)) return;
    heads.set(bucket, head);
    for (const listener of listeners) listener(source, bucket);
  }

  const source: Source = {
    name,
    database,
    head: (bucket) => heads.get(bucket) ?? 0,
    async refresh() {
      const ends = await database.outbox.heads();
      for (const { bucket, head } of ends) raise(bucket, head);
      return ends;
    },
    rows: tail.rows,
    onHead(listener) {
      listeners.push(listener);
    },
    start() {
      unsubscribe ??= database.onCommitted((committed) => {
        for (const [bucket, head] of committed) raise(bucket, head);
      });
    },
    stop() {
      unsubscribe?.();
      unsubscribe = null;
    },
    age: tail.age,
  };
  return source;
}
