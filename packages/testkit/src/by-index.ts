/** Holds each question that a service asks to an index: nothing walks through a table that grows. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Composition } from '@fanfare/server';
import type { Network } from './network.ts';
import { startNetwork } from './network.ts';

type Db = Composition['engines']['db']['read'];
type Listener = Parameters<Db['withPlugin']>[0];
type Query = Parameters<Listener['transformQuery']>[0]['node'];

export interface Asked {
  name: string;
  /** A list, whose page must come from the index in its order. */
  ordered?: boolean;
  run(db: Db): Promise<unknown>;
}

interface Plan {
  sql: string;
  /** As SQLite says it, step by step: `SEARCH follows USING INDEX …`. */
  steps: string[];
}

/** Declares a test for each. */
export function describeByIndex(asked: readonly Asked[]): void {
  describe('query plans', () => {
    let network: Network;
    before(async () => {
      network = await startNetwork();
    });
    after(() => network.stop());
    const plansOf = (run: Asked['run']) => plans(network.composition().engines.db.read, run);

    for (const { name, ordered = false, run } of asked) {
      it(`${name}: by index`, async () => {
        const all = await plansOf(run);
        assert.ok(all.length > 0, 'something was asked');
        for (const plan of all) {
          const whole = `${plan.sql}\n${plan.steps.join('\n')}`;
          assert.deepEqual(walks(plan), [], whole);
          if (ordered) assert.doesNotMatch(plan.steps.join(), /TEMP B-TREE/, whole);
        }
      });
    }

    it('would notice a walk through a table', async () => {
      const [plan] = await plansOf((db) =>
        db.selectFrom('statuses').select('id').where('text', '=', 'x').execute(),
      );
      assert.ok(plan);
      assert.match(walks(plan).join(), /^SCAN statuses/);
    });
  });
}

function walks({ steps }: Plan): string[] {
  return steps.filter((step) => step.startsWith('SCAN') && !/^SCAN \(?(subquery|CONSTANT)/i.test(step));
}

/** Of all queries that `run` makes. */
async function plans(db: Db, run: Asked['run']): Promise<Plan[]> {
  const queries: Query[] = [];
  const listening = db.withPlugin({
    transformQuery({ node }) {
      queries.push(node);
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  await run(listening);
  return Promise.all(
    queries.map(async (query) => {
      const compiled = db.getExecutor().compileQuery(query, { queryId: 'explained' });
      const explain = { ...compiled, sql: `EXPLAIN QUERY PLAN ${compiled.sql}` };
      const { rows } = await db.executeQuery<{ detail: string }>(explain);
      return { sql: compiled.sql, steps: rows.map((row) => row.detail) };
    }),
  );
}
