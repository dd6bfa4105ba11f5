/** Held edits of published posts: a member of the post for its author, no trace for others. */
import type { Approval } from '@fanfare/contracts/entities';
import { complaint, isAppError } from '@fanfare/kernel';
import type { StatusFacts } from '../domain/facts.ts';
import type { ReadNeeds } from '../needs.ts';
import type { Person } from './person.ts';

export type Approvals = (
  posts: readonly StatusFacts[],
  person: Person | null,
) => Promise<(statusId: number) => Approval | undefined>;

const none = () => undefined;

export function approvals({ contracts, log }: Pick<ReadNeeds, 'contracts' | 'log'>): Approvals {
  const trouble = complaint(
    log,
    'Posts are shown without their held edits, because write is away',
    'Posts are shown with their held edits again',
  );
  return async (posts, person) => {
    if (person === null) return none;
    const own = posts.filter(({ row }) => row.account_id === person.id).map(({ row }) => row.id);
    if (own.length === 0) return none;
    try {
      const held = await contracts.write.approvals({ viewer_id: person.id, status_ids: own });
      trouble.settle();
      const byStatus = new Map(held.map(({ status_id, approval }) => [status_id, approval]));
      return (id) => byStatus.get(id);
    } catch (err) {
      if (!isAppError(err, 'engine_away')) throw err;
      // Reading goes on without write; what is published stays true without the note beside it.
      trouble.raise(err);
      return none;
    }
  };
}
