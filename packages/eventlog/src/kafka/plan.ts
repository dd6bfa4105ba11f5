/** Which messages of a lane are prepared together and written in one unit. */
import type { Sealed } from '../consumer/decode.ts';
import { beyond, seal } from '../consumer/decode.ts';
import type { InMessage } from './client/index.ts';
import type { Lane, Mark } from './lane.ts';
import { originOf } from './message.ts';
import { judge, withSeen } from './seen.ts';

export interface Item {
  readonly row: Sealed;
  readonly source: string;
  readonly bucket: number;
  /** The place behind it. */
  readonly mark: Mark;
  /** An event of its key waits in the retry table, so it queues behind it. */
  readonly queued: boolean;
}

export interface Batch {
  items: Item[];
  /** The place up to which everything is in `items`, is known already or concerns other groups. */
  upto: Mark;
  /** Why the message after it must not be passed. */
  blocked: string | null;
  /** Why the log does not carry the group on from there. */
  lost: string | null;
}

export interface PlanNeeds {
  handles(type: string): boolean;
  queued(source: string, key: string): boolean;
  max: number;
}

/** Takes messages up to `max` handled ones, no key twice: an event is prepared only after the one before it is stored. */
export function planLane(lane: Pick<Lane, 'position' | 'seen' | 'buffer'>, needs: PlanNeeds): Batch {
  const items: Item[] = [];
  const keys = new Set<string>();
  let upto: Mark = { offset: lane.position, seen: lane.seen };
  const end = (why: Partial<Batch> = {}): Batch => ({ items, upto, blocked: null, lost: null, ...why });
  for (const message of lane.buffer) {
    const read = readMessage(message, upto);
    if (read.kind === 'lost') return end({ lost: read.reason });
    if (read.kind === 'event') {
      const { row, source, bucket, seen } = read;
      const handled = needs.handles(row.type);
      const blocked = beyond(row, handled);
      if (blocked !== null) return end({ blocked });
      const mark = { offset: message.offset + 1, seen };
      if (handled) {
        const key = `${source}\n${row.key}`;
        if (items.length >= needs.max || keys.has(key)) return end();
        keys.add(key);
        items.push({ row, source, bucket, mark, queued: needs.queued(source, row.key) });
      }
      upto = mark;
    } else {
      upto = { ...upto, offset: message.offset + 1 };
    }
  }
  return end();
}

type Read =
  | { kind: 'event'; row: Sealed; source: string; bucket: number; seen: Mark['seen'] }
  | { kind: 'skip' }
  | { kind: 'lost'; reason: string };

function readMessage(message: InMessage, { seen }: Mark): Read {
  const origin = originOf(message);
  // Somebody else's: no relay writes without saying where it comes from.
  if (origin === null) return { kind: 'skip' };
  const verdict = judge(seen, origin);
  if (verdict.kind === 'lost') return verdict;
  if (verdict.kind === 'old' || message.value === null) return { kind: 'skip' };
  const { source, bucket, number } = origin;
  return { kind: 'event', row: seal(number, message.value), source, bucket, seen: withSeen(seen, origin) };
}
