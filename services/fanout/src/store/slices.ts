/** Cuts an author's followers into ranges of ids. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';

/** Followers with ids from `from` (inclusive) to `to` (exclusive; null: no end). */
export interface Slice {
  from: number;
  to: number | null;
}

/** Ranges of `size` followers each; an author without followers has one empty range. */
export async function slicesOf(
  db: Database<CoreTables>['read'],
  authorId: number,
  size: number,
): Promise<Slice[]> {
  const bounds = [0];
  while (true) {
    const next = await db
      .selectFrom('follows')
      .select('follower_id')
      .where('followee_id', '=', authorId)
      .where('state', '=', 'active')
      .where('follower_id', '>=', bounds.at(-1) ?? 0)
      .orderBy('follower_id')
      .limit(1)
      .offset(size)
      .executeTakeFirst();
    if (next === undefined) break;
    bounds.push(next.follower_id);
  }
  return bounds.map((from, index) => ({ from, to: bounds[index + 1] ?? null }));
}
