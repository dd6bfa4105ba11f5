/** The skeleton of a thread, deleted posts included: what hangs below one is still part of the talk. */

import { prepared } from '@fanfare/sql';
import type { ThreadLimits, ThreadNode } from '../domain/thread.ts';
import type { Db } from './db.ts';
import { inPieces } from './db.ts';

/** Posts of one thread read at once. Longer threads are walked from the post that was asked for. */
const AT_ONCE = 8192;
/** Levels walked in such a thread: each costs a statement. */
const LEVELS = 256;

const columns = ['id', 'account_id', 'in_reply_to_id', 'in_reply_to_account_id'] as const;

/** What may be answers to the post, at any depth, and perhaps more of the thread. */
export async function nodesBelow(
  db: Db,
  post: { id: number; thread_id: number },
  limits: ThreadLimits,
): Promise<ThreadNode[]> {
  const rows = await rowsBelow(db, { thread: post.thread_id, id: post.id });
  return rows.length > AT_ONCE ? walkDown(db, post.id, limits) : rows;
}

const rowsBelow = prepared((db: Db, { thread, id }: { thread: number; id: number }) =>
  db
    .selectFrom('statuses')
    .select(columns)
    .where('thread_id', '=', thread)
    .where('id', '>', id)
    .orderBy('id')
    .limit(AT_ONCE + 1),
);

async function walkDown(db: Db, root: number, limits: ThreadLimits): Promise<ThreadNode[]> {
  const found: ThreadNode[] = [];
  let parents = [root];
  const levels = Math.min(limits.depth ?? LEVELS, LEVELS);
  for (let level = 0; level < levels && parents.length > 0 && found.length < limits.descendants; level++) {
    const rows = await inPieces(parents, (piece) =>
      db
        .selectFrom('statuses')
        .select(columns)
        .where('in_reply_to_id', 'in', piece)
        .orderBy('in_reply_to_id')
        .orderBy('id')
        .limit(limits.descendants)
        .execute(),
    );
    found.push(...rows);
    parents = rows.map((row) => row.id);
  }
  return found;
}

/** What the post answers, from the root down; the nearest ones when there are more than the limit. */
export async function nodesAbove(
  db: Db,
  post: { id: number; thread_id: number; in_reply_to_id: number | null },
  limit: number,
): Promise<number[]> {
  if (post.in_reply_to_id === null) return [];
  const known = await parentsIn(db, post);
  const chain: number[] = [];
  let next: number | null = post.in_reply_to_id;
  while (next !== null && chain.length < limit) {
    chain.push(next);
    const parent: number | null | undefined = known.get(next);
    next = parent === undefined ? await parentOf(db, next) : parent;
  }
  return chain.toReversed();
}

/** Parents of the thread's posts that came right before this one: most chains lie within. */
async function parentsIn(
  db: Db,
  post: { id: number; thread_id: number },
): Promise<Map<number, number | null>> {
  const rows = await db
    .selectFrom('statuses')
    .select(['id', 'in_reply_to_id'])
    .where('thread_id', '=', post.thread_id)
    .where('id', '<', post.id)
    .orderBy('id', 'desc')
    .limit(AT_ONCE / 8)
    .execute();
  return new Map(rows.map((row) => [row.id, row.in_reply_to_id]));
}

async function parentOf(db: Db, id: number): Promise<number | null> {
  const row = await db
    .selectFrom('statuses')
    .select('in_reply_to_id')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.in_reply_to_id ?? null;
}
