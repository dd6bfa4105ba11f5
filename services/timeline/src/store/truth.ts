/**
 * Candidates of home from the tables: own posts and those of followed accounts, boosts included. Rules that
 * take posts away (mutes, replies to strangers, direct posts of others) are the reader's.
 */
import type { CoreTables } from '@fanfare/contracts/tables';
import { idAt, timeOf } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { Range } from '../domain/merge.ts';

type Db = Database<CoreTables>['read'];

const FIRST_WINDOW = 24 * 60 * 60_000;
const WIDENING = 4;

/**
 * Ids in the range, at most `limit`, in its order. Reads windows of time that widen fourfold, so that the cost
 * follows the page and not the history.
 */
export async function candidates(db: Db, accountId: number, range: Range): Promise<number[]> {
  const found: number[] = [];
  for await (const window of windows(db, range)) {
    const left = range.limit - found.length;
    found.push(...(await inWindow(db, accountId, window, range.order, left)));
    if (found.length >= range.limit) break;
  }
  return found;
}

interface Window {
  /** Inclusive. */
  from: number;
  /** Exclusive. */
  to: number;
}

async function* windows(db: Db, range: Range): AsyncGenerator<Window> {
  const ends = await db
    .selectFrom('statuses')
    .select((row) => [
      row.fn.min<number | null>('id').as('first'),
      row.fn.max<number | null>('id').as('last'),
    ])
    .executeTakeFirstOrThrow();
  if (ends.first === null || ends.last === null) return;
  let from = Math.max(ends.first, (range.above ?? 0) + 1);
  let to = Math.min(ends.last + 1, range.below ?? Number.MAX_SAFE_INTEGER);
  for (let span = FIRST_WINDOW; from < to; span *= WIDENING) {
    if (range.order === 'newest') {
      const start = Math.max(from, idAt(timeOf(to - 1) - span));
      yield { from: start, to };
      to = start;
    } else {
      const end = Math.min(to, idAt(timeOf(from) + span));
      yield { from, to: end };
      from = end;
    }
  }
}

async function inWindow(
  db: Db,
  accountId: number,
  window: Window,
  order: Range['order'],
  limit: number,
): Promise<number[]> {
  const direction = order === 'newest' ? 'desc' : 'asc';
  const followed = db
    .selectFrom('follows')
    .innerJoin('statuses', 'statuses.account_id', 'follows.followee_id')
    .select('statuses.id')
    .where('follows.follower_id', '=', accountId)
    .where('follows.state', '=', 'active')
    .where('statuses.id', '>=', window.from)
    .where('statuses.id', '<', window.to)
    .where('statuses.deleted_at', 'is', null)
    .orderBy('statuses.id', direction)
    .limit(limit);
  const own = db
    .selectFrom('statuses')
    .select('id')
    .where('account_id', '=', accountId)
    .where('id', '>=', window.from)
    .where('id', '<', window.to)
    .where('deleted_at', 'is', null)
    .orderBy('id', direction)
    .limit(limit);
  const rows = [...(await followed.execute()), ...(await own.execute())];
  const ids = [...new Set(rows.map((row) => row.id))];
  ids.sort(order === 'newest' ? (a, b) => b - a : (a, b) => a - b);
  return ids.slice(0, limit);
}
