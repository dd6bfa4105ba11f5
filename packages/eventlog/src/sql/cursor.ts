/** Where a group stands in one bucket of one source. */
import { BUCKETS } from '@fanfare/sql';
import type { Source } from './source.ts';

export interface Cursor {
  readonly source: Source;
  readonly bucket: number;
  /** The last number whose effects are stored, or that needed none. */
  position: number;
  /** The number in the offset row; behind `position` by what needed no unit. */
  stored: number;
  /** Events between `stored` and `position` that a handler saw: a crash would show it them again. */
  unstored: number;
  /** Somebody works on this bucket. */
  busy: boolean;
}

export interface Cursors {
  readonly all: readonly Cursor[];
  at(source: Source, bucket: number): Cursor;
}

export function cursorsOf(sources: readonly Source[]): Cursors {
  const bySource = new Map(
    sources.map((source) => [source, Array.from({ length: BUCKETS }, (_, bucket) => cursor(source, bucket))]),
  );
  return {
    all: [...bySource.values()].flat(),
    at(source, bucket) {
      const found = bySource.get(source)?.[bucket];
      if (found === undefined) throw new RangeError(`No bucket ${bucket} in ${source.name}`);
      return found;
    },
  };
}

function cursor(source: Source, bucket: number): Cursor {
  return { source, bucket, position: 0, stored: 0, unstored: 0, busy: false };
}

export function behind(cursor: Cursor): number {
  return Math.max(0, cursor.source.head(cursor.bucket) - cursor.position);
}
