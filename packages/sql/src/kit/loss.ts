/** Connections that end, and servers that say nothing. */
import assert from 'node:assert/strict';
import { isAppError } from '@fanfare/kernel';
import { bucketOf } from '../system/bucket.ts';
import type { Case } from './harness.ts';
import { range } from './harness.ts';
import { wireTo } from './proxy.ts';
import { add, names } from './units.ts';

/** What a caller may wait at most, in ms; a slow machine has a little more. */
const DEADLINE = 6_500;
const away = (error: unknown) => isAppError(error, 'engine_away');

export function lossCases(check: Case): void {
  check(
    'a connection that ends in the middle of a unit takes the unit with it, and nothing else',
    async (harness) => {
      const { site, open } = harness;
      if (site.cutSessions === undefined) return;
      const database = await open({ strictUnits: false });
      await add(database, 1);
      const cut = database.unit(async (unit) => {
        await unit.db.insertInto('kit_items').values({ id: 2, name: 'item 2', value: 0 }).execute();
        unit.emit('heartbeat', { node: 1, beat: 1 });
        await site.cutSessions?.();
        await unit.db.insertInto('kit_items').values({ id: 3, name: 'item 3', value: 0 }).execute();
      });
      await assert.rejects(cut, away);
      assert.deepEqual(await names(database), ['item 1']);
      assert.deepEqual(await database.outbox.rows(bucketOf('1'), 0, 10), []);
      await add(database, 4);
      assert.equal((await database.health()).ok, true);
    },
  );

  check('connections that ended while nobody used them hurt nobody', async ({ site, open }) => {
    if (site.cutSessions === undefined) return;
    const database = await open();
    for (const round of range(3)) {
      await Promise.all(range(12).map((at) => add(database, round * 100 + at)));
      await Promise.all(range(12).map(() => names(database)));
      await database.snapshot((db) => db.selectFrom('kit_items').select('id').execute());
      await site.cutSessions();
      const [found] = await Promise.all([names(database), add(database, round * 100 + 50)]);
      assert.ok(found.length >= round * 13 + 12);
    }
  });

  check('a commit whose answer is lost is not told as a success, nor done again', async ({ site, open }) => {
    if (site.port === undefined) return;
    const wire = await wireTo(site.port);
    try {
      const database = await open({ port: wire.port });
      await add(database, 1);
      wire.loseAnswerTo(/COMMIT(?!TED)/);
      let runs = 0;
      const doubtful = database.unit(async (unit) => {
        runs += 1;
        await unit.db.insertInto('kit_items').values({ id: 2, name: 'item 2', value: 0 }).execute();
        unit.emit('heartbeat', { node: 1, beat: 1 });
      });
      await assert.rejects(doubtful, away);
      assert.equal(runs, 1);
      assert.deepEqual(await names(database), ['item 1', 'item 2']);
      assert.equal((await database.outbox.rows(bucketOf('1'), 0, 10)).length, 1);
    } finally {
      await wire.close();
    }
  });

  check(
    'a server that says nothing keeps nobody waiting, and is used again when it speaks',
    async ({ site, open }) => {
      if (site.port === undefined) return;
      const wire = await wireTo(site.port);
      try {
        const database = await open({ port: wire.port });
        await add(database, 1);
        await names(database);
        wire.silence();
        const began = performance.now();
        const calls = [
          ...range(10).map((at) => add(database, 10 + at)),
          ...range(10).map(() => names(database)),
          database.unit(async (unit) => unit.id(), { lane: 'fanout' }),
        ];
        const took = await Promise.all(
          calls.map(async (call) => {
            await assert.rejects(call, away);
            return performance.now() - began;
          }),
        );
        assert.ok(Math.max(...took) < 2 * DEADLINE, `${Math.max(...took)} ms`);
        while ((await database.health()).ok);
        const known = performance.now();
        await assert.rejects(names(database), away);
        await assert.rejects(add(database, 50), away);
        assert.ok(performance.now() - known < 500, 'at once, while it is known to be away');
        const { detail = '' } = await database.health();
        assert.match(detail, /Postgres|MySQL/);
        wire.mend();
        while (!(await database.health()).ok) await new Promise((resolve) => setTimeout(resolve, 50));
        await add(database, 60);
        assert.deepEqual(await names(database), ['item 1', 'item 60']);
      } finally {
        await wire.close();
      }
    },
  );
}
