/** What a status id means to one reader. Ids that are no visible status are asked of write, and only then. */
import type { Submission } from '@fanfare/contracts/entities';
import { AppError, parseId } from '@fanfare/kernel';
import type { StatusFacts } from '../domain/facts.ts';
import type { ReadNeeds } from '../needs.ts';
import type { Person } from './person.ts';
import type { StatusReader } from './statuses.ts';
import { seenOn } from './statuses.ts';

export type Meaning = { status: StatusFacts } | { submission: Submission };

export interface Resolver {
  /** Null: unknown, or not for this reader. */
  find(id: number, person: Person | null): Promise<Meaning | null>;
  /** @param text the id as it stands in the path. @throws AppError `not_found` */
  meaning(text: string, person: Person | null): Promise<Meaning>;
  /** @throws AppError `not_found`; `invalid` for a post that waits for approval */
  published(text: string, person: Person | null): Promise<StatusFacts>;
  /** Visible posts in the order of the ids, each once; unknown and pending ones are left out. */
  many(ids: readonly number[], person: Person | null): Promise<StatusFacts[]>;
}

export function resolver(statuses: StatusReader, { contracts }: Pick<ReadNeeds, 'contracts'>): Resolver {
  const rule = seenOn('one');

  async function find(id: number, person: Person | null): Promise<Meaning | null> {
    const [status] = await statuses.facts([id], person, rule);
    if (status) return { status };
    if (person === null) return null;
    const [other] = await contracts.write.resolve({ viewer_id: person.id, ids: [id] });
    if (other?.submission) return { submission: other.submission };
    if (!other?.status_id) return null;
    const [published] = await statuses.facts([other.status_id], person, rule);
    return published ? { status: published } : null;
  }

  async function meaning(text: string, person: Person | null): Promise<Meaning> {
    const id = parseId(text);
    const found = id === null ? null : await find(id, person);
    if (found === null) throw new AppError('not_found');
    return found;
  }

  return {
    find,
    meaning,
    async published(text, person) {
      const found = await meaning(text, person);
      if ('status' in found) return found.status;
      throw new AppError('invalid', { text: 'This post waits for approval; nobody can do that with it yet' });
    },
    async many(ids, person) {
      const found = await statuses.facts(ids, person, rule);
      const missed = ids.filter((_, index) => found[index] === null);
      const known = new Map(ids.map((id, index) => [id, found[index] ?? null]));
      if (person !== null && missed.length > 0) {
        const others = await contracts.write.resolve({ viewer_id: person.id, ids: missed });
        const published = await statuses.facts(
          others.map((other) => other.status_id ?? 0),
          person,
          rule,
        );
        for (const [index, id] of missed.entries()) known.set(id, published[index] ?? null);
      }
      const unique = new Map(
        ids.flatMap((id) => {
          const status = known.get(id);
          return status ? [[status.row.id, status] as const] : [];
        }),
      );
      return [...unique.values()];
    },
  };
}
