/** Every statement of read is served by an index: nothing walks through a table that grows. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { counterKinds } from '@fanfare/contracts/tables';
import type { Page } from '@fanfare/kernel';
import { counts } from '@fanfare/sql';
import type { Network } from '@fanfare/testkit';
import { startNetwork } from '@fanfare/testkit';
import type { RootOperationNode } from 'kysely';
import { CompiledQuery } from 'kysely';
import { accountEntries } from './account-list.ts';
import {
  accountIdByName,
  accountRows,
  accountStates,
  accountsByNames,
  countFollowRequests,
} from './accounts.ts';
import { otherBoosts } from './boosts.ts';
import type { Db } from './db.ts';
import { editRows, mediaByIds } from './edits.ts';
import { flagRows } from './flags.ts';
import { favouritedBy, markedEntries, publicEntries, rebloggedBy, tagEntries } from './lists.ts';
import { relations } from './relations.ts';
import { statusParts, statusRows, statusVersions } from './statuses.ts';
import { nodesAbove, nodesBelow } from './thread.ts';

const newest: Page = { maxId: 1000, sinceId: null, minId: null, limit: 20 };
const oldest: Page = { maxId: null, sinceId: null, minId: 10, limit: 20 };
const account = { accountId: 1, visibilities: ['public', 'unlisted'] as const, mentioned: 2 };
const everything = { onlyMedia: false, excludeReplies: false, excludeReblogs: false, tag: null };
const some = { onlyMedia: true, excludeReplies: true, excludeReblogs: true, tag: 'x' };
const boosts = { viewers: [1, 2], posts: [3, 4], from: 1, to: 1000 };
const counters = ['status.replies', 'account.followers'] as const;
const limits = { ancestors: 40, descendants: 60, depth: 20 };

/** What each part of reading asks; `ordered` ones also come from the index in the page's order. */
const asked: { name: string; ordered?: boolean; run(db: Db): Promise<unknown> }[] = [
  { name: 'statuses by id', run: (db) => statusRows(db, [1, 2]) },
  { name: 'versions of statuses', run: (db) => statusVersions(db, [1, 2]) },
  { name: 'mentions, tags and media', run: (db) => statusParts(db, [1, 2]) },
  { name: 'accounts', run: (db) => accountRows(db, [1, 2]) },
  { name: 'states of accounts', run: (db) => accountStates(db, [1, 2]) },
  { name: 'account by name', run: (db) => accountIdByName(db, 'bob') },
  { name: 'accounts by names', run: (db) => accountsByNames(db, ['bob', 'eve']) },
  { name: 'follow requests', run: (db) => countFollowRequests(db, 1) },
  { name: 'relations of one', run: (db) => relations(db, [1], [2, 3]) },
  { name: 'relations of many', run: (db) => relations(db, [1, 2, 3], [4, 5]) },
  { name: 'flags', run: (db) => flagRows(db, [1], [2, 3]) },
  { name: 'counters', run: (db) => counts(db, counters, [1, 2]) },
  { name: 'all counters', run: (db) => counts(db, counterKinds, [1, 2]) },
  { name: 'edits', ordered: true, run: (db) => editRows(db, 1) },
  { name: 'media of edits', run: (db) => mediaByIds(db, [1, 2]) },
  { name: 'thread above', run: (db) => nodesAbove(db, { id: 9, thread_id: 1, in_reply_to_id: 8 }, 40) },
  { name: 'thread below', ordered: true, run: (db) => nodesBelow(db, { id: 9, thread_id: 1 }, limits) },
  { name: 'other boosts, by boosts', run: (db) => otherBoosts(db, boosts, false) },
  { name: 'other boosts, by follows', run: (db) => otherBoosts(db, boosts, true) },
  ...[newest, oldest].flatMap((page) => {
    const way = page === newest ? 'newest first' : 'oldest first';
    const tags = { any: ['a', 'b'], all: ['c'], none: ['d'], media: true };
    const list = (name: string, run: (db: Db) => Promise<unknown>) => ({
      name: `${name}, ${way}`,
      ordered: true,
      run,
    });
    return [
      list('public', (db) => publicEntries(db, page, { media: false })),
      list('public media', (db) => publicEntries(db, page, { media: true })),
      list('tags', (db) => tagEntries(db, page, tags)),
      list('favourites', (db) => markedEntries(db, 'favourites', 1, page)),
      list('bookmarks', (db) => markedEntries(db, 'bookmarks', 1, page)),
      list('favourited by', (db) => favouritedBy(db, 1, page)),
      list('reblogged by', (db) => rebloggedBy(db, 1, page)),
      list('account', (db) => accountEntries(db, page, { ...account, ...everything })),
      list('account, filtered', (db) => accountEntries(db, page, { ...account, ...some })),
    ];
  }),
];

describe('query plans', () => {
  let network: Network;
  before(async () => {
    network = await startNetwork();
  });
  after(() => network.stop());

  /** The plans of all statements that `run` asks, as SQLite explains them. */
  async function plansOf(run: (db: Db) => Promise<unknown>): Promise<{ sql: string; plan: string[] }[]> {
    const db = network.composition().engines.db.read;
    const nodes: RootOperationNode[] = [];
    const listening = db.withPlugin({
      transformQuery({ node }) {
        nodes.push(node);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await run(listening as unknown as Db);
    return Promise.all(
      nodes.map(async (node) => {
        const { sql, parameters } = db.getExecutor().compileQuery(node, { queryId: 'explained' });
        const explain = CompiledQuery.raw(`EXPLAIN QUERY PLAN ${sql}`, [...parameters]);
        const { rows } = await db.executeQuery<{ detail: string }>(explain);
        return { sql, plan: rows.map((row) => row.detail) };
      }),
    );
  }

  for (const { name, ordered = false, run } of asked) {
    it(`${name}: by index`, async () => {
      const plans = await plansOf(run);
      assert.ok(plans.length > 0, 'something was asked');
      for (const { sql, plan } of plans) {
        const steps = plan.filter((step) => /^(SCAN|SEARCH)/.test(step));
        const walks = steps.filter(
          (step) => step.startsWith('SCAN') && !/^SCAN \(?(subquery|CONSTANT)/i.test(step),
        );
        assert.deepEqual(walks, [], `${sql}\n${plan.join('\n')}`);
        if (ordered)
          assert.ok(!plan.some((step) => step.includes('TEMP B-TREE')), `${sql}\n${plan.join('\n')}`);
      }
    });
  }

  it('would notice a walk through a table', async () => {
    const plans = await plansOf((db) =>
      db.selectFrom('statuses').select('id').where('text', '=', 'x').execute(),
    );
    assert.match(plans[0]?.plan.join() ?? '', /^SCAN statuses/);
  });
});
