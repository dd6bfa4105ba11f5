import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ThreadNode } from './thread.ts';
import { descendantsOf, promoteSelfReplies, threadLimits } from './thread.ts';

/** Authors are named by letters; the root is post 1 of `a`. */
function thread(...posts: [id: number, author: string, parent: number][]): ThreadNode[] {
  const authors = new Map([[1, 'a'], ...posts.map(([id, author]) => [id, author] as const)]);
  return posts.map(([id, author, parent]) => ({
    id,
    account_id: author.charCodeAt(0),
    in_reply_to_id: parent,
    in_reply_to_account_id: (authors.get(parent) ?? '?').charCodeAt(0),
  }));
}

const all = threadLimits(true);
const ids = (nodes: ThreadNode[]) => nodes.map((node) => node.id);

describe('the order of a thread', () => {
  it('is depth first, siblings by id', () => {
    const nodes = thread([2, 'b', 1], [3, 'c', 1], [4, 'd', 2], [5, 'e', 3], [6, 'f', 2]);
    assert.deepEqual(ids(descendantsOf(1, nodes, all)), [2, 4, 6, 3, 5]);
    assert.deepEqual(ids(descendantsOf(2, nodes, all)), [4, 6]);
  });

  it('puts first what authors say to themselves', () => {
    const nodes = thread([2, 'b', 1], [3, 'a', 1], [4, 'b', 2], [5, 'a', 3]);
    assert.deepEqual(ids(promoteSelfReplies(descendantsOf(1, nodes, all))), [4, 3, 5, 2]);
  });

  it('is bounded in number and in depth', () => {
    const chain = thread(
      ...Array.from({ length: 100 }, (_, at): [number, string, number] => [at + 2, 'b', at + 1]),
    );
    assert.equal(descendantsOf(1, chain, threadLimits(false)).length, 20);
    assert.equal(descendantsOf(1, chain, all).length, 100);
    const wide = thread(
      ...Array.from({ length: 100 }, (_, at): [number, string, number] => [at + 2, 'b', 1]),
    );
    assert.equal(descendantsOf(1, wide, threadLimits(false)).length, 60);
  });

  it('does not mind a thread that is thousands of posts deep', () => {
    const chain = thread(
      ...Array.from({ length: 20_000 }, (_, at): [number, string, number] => [at + 2, 'b', at + 1]),
    );
    assert.equal(descendantsOf(1, chain, all).length, 4096);
  });
});
