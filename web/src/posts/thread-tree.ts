/** The order of a thread's answers: each below what it answers, the oldest first. */

export interface ThreadPost {
  id: string;
  inReplyToId?: string | null;
}

export interface Branch {
  id: string;
  /** 1 answers the post that the thread is about. */
  depth: number;
}

/** @param answers in any order; one whose own parent is not to be seen stands directly below the root */
export function branchesOf(root: string, answers: readonly ThreadPost[]): Branch[] {
  const known = new Set([root, ...answers.map(({ id }) => id)]);
  const under = new Map<string, string[]>();
  for (const { id, inReplyToId } of answers) {
    const parent = inReplyToId != null && known.has(inReplyToId) && inReplyToId !== id ? inReplyToId : root;
    under.set(parent, [...(under.get(parent) ?? []), id]);
  }
  for (const ids of under.values()) ids.sort(byAge);
  const branches: Branch[] = [];
  const seen = new Set<string>([root]);
  // A stack of its own: a thread may be deeper than the engine's.
  const waiting: Branch[] = childrenOf(root, 1);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next.id)) continue;
    seen.add(next.id);
    branches.push(next);
    waiting.push(...childrenOf(next.id, next.depth + 1));
  }
  return branches;

  function childrenOf(parent: string, depth: number): Branch[] {
    return (under.get(parent) ?? []).map((id) => ({ id, depth })).reverse();
  }
}

/** Ids rise with time; a longer one is the later one. */
function byAge(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1);
}
