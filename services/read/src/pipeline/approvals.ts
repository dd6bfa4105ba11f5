/** Held edits of published posts: a member of the post for its author and the reviewers, no trace for others. */
import { may } from '@fanfare/contracts';
import type { Approval } from '@fanfare/contracts/entities';
import type { StatusFacts } from '../domain/facts.ts';
import type { ReadNeeds } from '../needs.ts';
import type { Person } from './person.ts';

export type Approvals = (
  posts: readonly StatusFacts[],
  person: Person | null,
) => Promise<(statusId: number) => Approval | undefined>;

const none = () => undefined;

export function approvals({ contracts }: Pick<ReadNeeds, 'contracts'>): Approvals {
  return async (posts, person) => {
    if (person === null) return none;
    const reviews = may(person.role, 'approve_posts');
    const ids = posts.filter(({ row }) => reviews || row.account_id === person.id).map(({ row }) => row.id);
    if (ids.length === 0) return none;
    const held = await contracts.write.approvals({ viewer_id: person.id, status_ids: ids });
    const byStatus = new Map(held.map(({ status_id, approval }) => [status_id, approval]));
    return (id) => byStatus.get(id);
  };
}
