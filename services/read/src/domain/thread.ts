/** The order of a thread, as Mastodon has it. */

export interface ThreadNode {
  id: number;
  account_id: number;
  in_reply_to_id: number | null;
  in_reply_to_account_id: number | null;
}

export interface ThreadLimits {
  ancestors: number;
  descendants: number;
  /** Levels below the post; null: all. */
  depth: number | null;
}

/** Signed-out readers get less, so that a thread cannot be used to make the server work. */
export function threadLimits(signedIn: boolean): ThreadLimits {
  return signedIn
    ? { ancestors: 4096, descendants: 4096, depth: null }
    : { ancestors: 40, descendants: 60, depth: 20 };
}

/** Answers to `root`, depth first, siblings by id; at most as many and as deep as the limits say. */
export function descendantsOf(
  root: number,
  nodes: readonly ThreadNode[],
  limits: ThreadLimits,
): ThreadNode[] {
  const answers = Map.groupBy(
    nodes.toSorted((a, b) => b.id - a.id),
    (node) => node.in_reply_to_id,
  );
  const ordered: ThreadNode[] = [];
  // A stack, not recursion: a thread may be thousands of posts deep. Siblings lie in it highest id first.
  const stack = (answers.get(root) ?? []).map((node) => ({ node, depth: 1 }));
  for (
    let next = stack.pop();
    next !== undefined && ordered.length < limits.descendants;
    next = stack.pop()
  ) {
    ordered.push(next.node);
    const depth = next.depth + 1;
    if (limits.depth !== null && depth > limits.depth) continue;
    for (const node of answers.get(next.node.id) ?? []) stack.push({ node, depth });
  }
  return ordered;
}

/** Authors who answer themselves come first: what continues a post stands before what others say to it. */
export function promoteSelfReplies(nodes: readonly ThreadNode[]): ThreadNode[] {
  const own = (node: ThreadNode) => node.in_reply_to_account_id === node.account_id;
  return [...nodes.filter(own), ...nodes.filter((node) => !own(node))];
}
