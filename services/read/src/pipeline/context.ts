/** The thread around a post. */
import type { Context, Status, Submission } from '@fanfare/contracts/entities';
import { parseId } from '@fanfare/kernel';
import type { StatusFacts } from '../domain/facts.ts';
import { descendantsOf, promoteSelfReplies, threadLimits } from '../domain/thread.ts';
import type { Db } from '../store/db.ts';
import { nodesAbove, nodesBelow } from '../store/thread.ts';
import type { Person } from './person.ts';
import type { Resolver } from './resolve.ts';
import type { StatusReader } from './statuses.ts';
import { seenOn } from './statuses.ts';

export interface ContextParts {
  db: Db;
  statuses: StatusReader;
  resolver: Resolver;
}

/** A Context as JSON. */
export async function contextOf(parts: ContextParts, id: string, person: Person | null): Promise<string> {
  const found = await parts.resolver.meaning(id, person);
  if ('submission' in found) return JSON.stringify(await pending(parts, found.submission, person));
  const { ancestors, descendants } = await threadOf(parts, found.status, person);
  const texts = await parts.statuses.write([...ancestors, ...descendants], person);
  const above = texts.splice(0, ancestors.length);
  return `{"ancestors":[${above.join()}],"descendants":[${texts.join()}]}`;
}

export interface Thread {
  ancestors: StatusFacts[];
  descendants: StatusFacts[];
}

/** What this reader may see around the post. */
export async function threadOf(
  { db, statuses }: ContextParts,
  post: StatusFacts,
  person: Person | null,
): Promise<Thread> {
  const limits = threadLimits(person !== null);
  const [above, below] = await Promise.all([
    nodesAbove(db, post.row, limits.ancestors),
    nodesBelow(db, post.row, limits),
  ]);
  const answers = promoteSelfReplies(descendantsOf(post.row.id, below, limits)).map((node) => node.id);
  const found = await statuses.facts([...above, ...answers], person, seenOn('list'));
  return {
    ancestors: withoutGaps(found.slice(0, above.length)),
    descendants: withoutGaps(found.slice(above.length)),
  };
}

/** A pending post has no answers; what it answers may itself be pending. */
async function pending(parts: ContextParts, submission: Submission, person: Person | null): Promise<Context> {
  const ancestors: Status[] = [];
  let parent = submission.in_reply_to_id;
  while (parent !== null) {
    const id = parseId(parent);
    const found = id === null ? null : await parts.resolver.find(id, person);
    if (found === null) break;
    if ('status' in found) {
      const { row } = found.status;
      const chain = [...(await nodesAbove(parts.db, row, threadLimits(true).ancestors)), row.id];
      ancestors.unshift(...withoutGaps(await parts.statuses.read(chain, person, seenOn('list'))));
      break;
    }
    ancestors.unshift(found.submission);
    parent = found.submission.in_reply_to_id;
  }
  return { ancestors, descendants: [] };
}

function withoutGaps<One>(list: readonly (One | null)[]): One[] {
  return list.filter((one): one is One & {} => one !== null);
}
