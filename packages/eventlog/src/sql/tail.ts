/** The newest rows of one source's log, as bytes: each is read once and shared by all groups. */
import type { Outbox } from '@fanfare/sql';
import type { Sealed } from '../consumer/decode.ts';
import { seal } from '../consumer/decode.ts';

/** Bounds of one bucket's window; there are 64 buckets, so a source holds 8 MB at most. */
const MAX_ROWS = 256;
const MAX_CHARS = 64 * 1024;
/** Rows read at once: what one group leaves, the next ones find. */
const READ = 64;

export interface Tail {
  /** Rows of a bucket above `after`, in order and without a gap; some, not all; none at the head or below the tail. */
  rows(bucket: number, after: number): Promise<readonly Sealed[]>;
  /** Drops the windows that nobody read since the last call. */
  age(): void;
}

interface Window {
  rows: Sealed[];
  chars: number;
  used: boolean;
}

export function tailOf(outbox: Outbox): Tail {
  const windows = new Map<number, Window>();
  const loading = new Map<string, Promise<readonly Sealed[]>>();

  async function load(bucket: number, after: number): Promise<readonly Sealed[]> {
    const rows = (await outbox.rows(bucket, after, READ)).map((row) => seal(row.number, row.body));
    keep(bucket, rows);
    return rows;
  }

  /** Appends to the window, or begins a new one further on; rows behind it are not kept. */
  function keep(bucket: number, rows: readonly Sealed[]): void {
    const first = rows[0];
    if (first === undefined) return;
    const window = windows.get(bucket);
    const last = window?.rows.at(-1);
    if (window === undefined || last === undefined || first.number > last.number + 1) {
      windows.set(bucket, trimmed({ rows: [...rows], chars: chars(rows), used: true }));
    } else if (first.number === last.number + 1) {
      window.rows.push(...rows);
      window.chars += chars(rows);
      trimmed(window);
    }
  }

  return {
    async rows(bucket, after) {
      const window = windows.get(bucket);
      const first = window?.rows[0];
      if (window !== undefined && first !== undefined && after + 1 >= first.number) {
        window.used = true;
        const found = window.rows.slice(after + 1 - first.number);
        if (found.length > 0) return found;
      }
      const key = `${bucket}:${after}`;
      let reading = loading.get(key);
      if (reading === undefined) {
        reading = load(bucket, after).finally(() => loading.delete(key));
        loading.set(key, reading);
      }
      return reading;
    },
    age() {
      for (const [bucket, window] of windows) {
        if (!window.used) windows.delete(bucket);
        window.used = false;
      }
    },
  };
}

function trimmed(window: Window): Window {
  let drop = 0;
  while (window.rows.length - drop > MAX_ROWS || window.chars > MAX_CHARS) {
    const row = window.rows[drop];
    if (row === undefined) break;
    window.chars -= row.body.length;
    drop += 1;
  }
  window.rows.splice(0, drop);
  return window;
}

function chars(rows: readonly Sealed[]): number {
  return rows.reduce((sum, row) => sum + row.body.length, 0);
}
