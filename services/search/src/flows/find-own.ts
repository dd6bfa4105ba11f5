/** Whether a post is found by its author, and since when. */
import type { Searching } from '../needs.ts';

/** @throws AppError `engine_away` */
export async function findOwn(
  { index, newest }: Searching,
  asked: { account_id: number; status_id: number },
): Promise<{ found: boolean; at: number | null }> {
  const { account_id: accountId, status_id: id } = asked;
  const ids = await index.statuses({
    words: { all: [], none: [] },
    all: [
      { kind: 'author', accountId },
      { kind: 'ids', from: id, to: id + 1 },
    ],
    none: [],
    viewer: { accountId, ids: [] },
    limit: 1,
  });
  return { found: ids.includes(id), at: newest.at(id) };
}
