/** The tables by themselves: plans of statements, and the log's numbers. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { NotificationTables } from '@fanfare/contracts/tables';
import { silentLog, systemClock } from '@fanfare/kernel';
import { migrate } from '@fanfare/sql';
import type { SqliteEngine } from '@fanfare/sql/sqlite';
import { openSqlite } from '@fanfare/sql/sqlite';
import type { KyselyPlugin, RootOperationNode } from 'kysely';
import { CompiledQuery } from 'kysely';
import { heartbeatRow } from '../domain/rows.ts';
import { streamWriter } from '../flows/stream-writer.ts';
import { notificationMigrations } from '../migrations/index.ts';
import { boosters } from './boosts.ts';
import type { Db, NotificationUnit, Read } from './db.ts';
import { markers } from './markers.ts';
import {
  dismiss,
  dismissAll,
  findNotification,
  hasCause,
  noticedOf,
  notificationRows,
  standing,
} from './notifications.ts';
import { appendRows, pruneStreamLog, rowsAfter, streamEnds } from './stream-log.ts';
import { dismissOfStatus, dismissOfSubmission, dismissRequests } from './undone.ts';

let folder: string;
let engine: SqliteEngine;
let db: Db;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fanfare-notification-'));
  engine = openSqlite({
    file: join(folder, 'test.db'),
    log: silentLog,
    clock: systemClock,
    strictUnits: true,
  });
  db = engine.database<NotificationTables>('notification');
  await migrate(db, notificationMigrations);
});
after(async () => {
  await engine.close();
  await rm(folder, { recursive: true, force: true });
});

suite('query plans', () => {
  const all = { accountId: 1, types: null, exclude: [], from: null };
  const some = { accountId: 1, types: ['mention', 'follow'], exclude: ['follow'], from: 2 };
  const newest = { maxId: 9, sinceId: 1, minId: null, limit: 40 };
  const oldest = { maxId: null, sinceId: null, minId: 1, limit: 40 };

  /** `ordered` ones also come from the index in the page's order. */
  const asked: {
    name: string;
    ordered?: boolean;
    run(unit: NotificationUnit, read: Read): Promise<unknown>;
  }[] = [
    { name: 'list', ordered: true, run: (_, read) => notificationRows(read, all, newest) },
    { name: 'list upwards', ordered: true, run: (_, read) => notificationRows(read, all, oldest) },
    { name: 'list, narrowed', ordered: true, run: (_, read) => notificationRows(read, some, newest) },
    { name: 'one', run: (_, read) => findNotification(read, 1, 2) },
    { name: 'those that stand', run: (_, read) => standing(read, [1, 2]) },
    { name: 'dismiss', run: (unit) => dismiss(unit, 1, 2) },
    { name: 'dismiss all', run: (unit) => dismissAll(unit, 1) },
    { name: 'of a status', run: (unit) => dismissOfStatus(unit, 1) },
    { name: 'of a submission', run: (unit) => dismissOfSubmission(unit, 1, 'admin.submission') },
    { name: 'requests', run: (unit) => dismissRequests(unit, 1, 2) },
    { name: 'a cause', run: (unit) => hasCause(unit, 1, 'follow:2') },
    { name: 'noticed', run: (unit) => noticedOf(unit, 1, 'admin.submission') },
    { name: 'markers', run: (_, read) => markers(read, 1, ['home', 'notifications']) },
    { name: 'boosters', run: (_, read) => boosters(read, 1) },
    { name: 'the log', ordered: true, run: (_, read) => rowsAfter(read, 5, 64) },
    { name: 'the ends of the log', ordered: true, run: (_, read) => streamEnds(read) },
    { name: 'append', run: (unit) => appendRows(unit, [heartbeatRow(1, 1)]) },
  ];

  for (const { name, ordered = false, run } of asked) {
    test(`${name}: by index`, async () => {
      const nodes: RootOperationNode[] = [];
      const listener: KyselyPlugin = {
        transformQuery({ node }) {
          if (node.kind !== 'InsertQueryNode') nodes.push(node);
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      const undone = db.unit(async (unit) => {
        const listening = unit.db.withPlugin(listener);
        await run({ ...unit, db: listening }, listening);
        throw new Error('undone');
      });
      await assert.rejects(undone, /undone/);
      assert.ok(nodes.length > 0, 'something was asked');
      for (const node of nodes) {
        const { sql, parameters } = db.read.getExecutor().compileQuery(node, { queryId: 'explained' });
        const explain = CompiledQuery.raw(`EXPLAIN QUERY PLAN ${sql}`, [...parameters]);
        const { rows } = await db.read.executeQuery<{ detail: string }>(explain);
        const plan = rows.map((row) => row.detail);
        const walks = plan.filter((step) => step.startsWith('SCAN') && !step.startsWith('SCAN stream_log'));
        assert.deepEqual(walks, [], `${sql}\n${plan.join('\n')}`);
        if (ordered) assert.doesNotMatch(plan.join(), /TEMP B-TREE/, sql);
      }
    });
  }
});

suite('the log of the streams', () => {
  const beat = (number: number) => heartbeatRow(0, number);
  const numbers = async () => (await rowsAfter(db.read, 0, 1000)).map((row) => row.number);

  test('numbers what is new without a gap, whatever is repeated or rolled back', async () => {
    const heads: number[] = [];
    const stream = streamWriter(
      db,
      (head) => heads.push(head),
      () => undefined,
    );
    const append = (beats: number[], fail = false) =>
      stream.database.unit(async (unit) => {
        await stream.append(unit, beats.map(beat));
        if (fail) throw new Error('rolled back');
      });
    await append([1, 2]);
    await append([2, 3, 1, 4]);
    await assert.rejects(append([5, 6], true), /rolled back/);
    await append([4]);
    await Promise.all([append([7]), append([8, 7]), append([9])]);
    assert.deepEqual(await numbers(), [1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(heads.slice(0, 2), [2, 4]);
    assert.equal(Math.max(...heads), 7);
    assert.deepEqual(await streamEnds(db.read), { head: 7, tail: 1 });
  });

  test('loses its beginning, never its count', async () => {
    const rows = await rowsAfter(db.read, 0, 1000);
    await pruneStreamLog(db, (rows[0]?.created_at ?? 0) - 1);
    assert.equal((await numbers()).length, rows.length);
    await pruneStreamLog(db, systemClock.now() + 1000);
    assert.deepEqual(await streamEnds(db.read), { head: 7, tail: 8 });
    await db.unit((unit) => appendRows(unit, [beat(10)]));
    assert.deepEqual(await streamEnds(db.read), { head: 8, tail: 8 });
  });
});
