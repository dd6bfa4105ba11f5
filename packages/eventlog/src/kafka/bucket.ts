/** One bucket of an outbox in the hands of this relay. */
import type { RelayBucket } from '@fanfare/sql';

export interface Bucket {
  readonly bucket: number;
  /** Of the lease under which it is carried. */
  readonly fence: number;
  /** The last number that the log has acknowledged. */
  number: number;
  /** The last of these in each topic; `*`: what was gone from the outbox before the relay came. */
  topics: Record<string, number>;
  /** The restore epoch under which it was carried so far. */
  epoch: number;
  /** What its row says of `number` and `epoch`. */
  stored: { number: number; epoch: number };
  /** Somebody works on it. */
  busy: boolean;
  /** It is to be given back: nothing new begins. */
  leaving: boolean;
  /** Why its next row must not be passed by this program. */
  blocked: string | null;
  /** Why the last attempt failed. */
  failing: Failing | null;
}

export interface Failing {
  since: number;
  cause: string;
  failures: number;
  /** On the monotonic clock, in ms. */
  notBefore: number;
}

export function bucketFrom(row: RelayBucket, fence: number): Bucket {
  return {
    ...{ bucket: row.bucket, fence, number: row.number, epoch: row.epoch },
    topics: JSON.parse(row.topics) as Record<string, number>,
    stored: { number: row.number, epoch: row.epoch },
    ...{ busy: false, leaving: false, blocked: null, failing: null },
  };
}

/** The number before the next one in a topic. */
export function previousIn({ topics }: Bucket, topic: string): number {
  return topics[topic] ?? topics['*'] ?? 0;
}

/** True: its row is behind. */
export function isUnsaved({ number, epoch, stored }: Bucket): boolean {
  return number > stored.number || epoch !== stored.epoch;
}
