/** Since when a group is behind in a partition: by what it waits with, or, where nothing was fetched, by when that was seen first. */
import type { Clock } from '@fanfare/kernel';
import type { InMessage } from './client/index.ts';

export interface BehindSince {
  /** @param offset that the group has passed @param next the message there, if it was fetched @returns ms since 1970 */
  of(partition: string, offset: number, next: InMessage | undefined): number;
  /** It is not behind there. */
  caughtUp(partition: string): void;
}

export function behindSince(clock: Clock): BehindSince {
  const seen = new Map<string, { offset: number; since: number }>();
  return {
    of(partition, offset, next) {
      const at = next?.offset === offset ? emittedAt(next) : null;
      if (at !== null) return at;
      const known = seen.get(partition);
      if (known?.offset === offset) return known.since;
      const since = clock.now();
      seen.set(partition, { offset, since });
      return since;
    },
    caughtUp(partition) {
      seen.delete(partition);
    },
  };
}

/** Null: no event, or none that this program can read. */
function emittedAt({ value }: InMessage): number | null {
  if (value === null) return null;
  try {
    const { at } = JSON.parse(value) as { at?: unknown };
    return typeof at === 'number' ? at : null;
  } catch {
    return null;
  }
}
