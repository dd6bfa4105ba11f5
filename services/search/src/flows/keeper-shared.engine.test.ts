/** Several processes look after one index on an engine that comes and goes. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Instance } from '@fanfare/engines';
import { engines, ownNamespace, startEngine } from '@fanfare/engines';
import { silentLog, systemClock } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { migrate } from '@fanfare/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { searchMigrations } from '../migrations/index.ts';
import { openElastic } from '../store/elasticsearch-client.ts';
import { elasticLeases } from '../store/elasticsearch-lease.ts';
import { rememberedNote } from '../store/notes.ts';
import { elasticsearchIndex } from '../store/search-elasticsearch.ts';
import type { SearchIndex } from '../store/search-index.ts';
import { anAccount, wordsOf } from '../store/search-index-kit/setup.ts';
import type { Keeper } from './keeper.ts';
import { keeper } from './keeper.ts';
import { addAccount, truth } from './truth.fixture.ts';

interface Process {
  index: SearchIndex;
  keep: Keeper;
  end(): Promise<void>;
}

suite('two keepers of one index', () => {
  const shared = ownNamespace();
  let folder: string;
  let engine: Instance;
  let db: Database<CoreTables>;
  let closeDb: () => Promise<void>;
  let one: Process;
  let other: Process;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-keepers-'));
    const sqlite = openSqlite({ file: join(folder, 'fanfare.db'), log: silentLog, clock: systemClock });
    db = sqlite.database<CoreTables>('core');
    closeDb = () => sqlite.close();
    await migrate(db, [...searchMigrations, { owner: 'truth', migrations: [truth] }]);
    for (let id = 1; id <= 300; id += 1) await addAccount(db, id, `person${id}`);
    const definition = engines.get('elasticsearch');
    if (definition === undefined) throw new Error('There is no engine elasticsearch');
    engine = await startEngine(definition, { folder, durable: true });
    [one, other] = [await begin(), await begin()];
  });
  after(async () => {
    await engine.kill();
    await Promise.allSettled([one.end(), other.end()]);
    await closeDb();
    await rm(folder, { recursive: true });
  });

  async function begin(namespace = shared): Promise<Process> {
    const index = await elasticsearchIndex({
      ...{ url: engine.url, namespace },
      ...{ log: silentLog, clock: systemClock },
    });
    const keep = keeper({ db, index, log: silentLog, lookEvery: 200 });
    return {
      index,
      keep,
      async end() {
        await keep.stop();
        await index.close();
      },
    };
  }

  async function found({ index }: Process): Promise<number> {
    const asked = { words: wordsOf('person', true), name: null, preferred: [], only: false, limit: 500 };
    return (await index.accounts(asked)).length;
  }

  test('that start at once build it once', async () => {
    assert.deepEqual(await one.keep.health(), { ok: false, detail: 'The index is being built' });
    one.keep.start();
    other.keep.start();
    await Promise.all([one.keep.settled(), other.keep.settled()]);
    assert.deepEqual([await found(one), await found(other)], [300, 300]);
    assert.equal((await other.keep.health()).ok, true);
    assert.equal(await one.index.note(), await rememberedNote(db));
    const first = await fetch(`${engine.url}/${shared}-search-posts-v1`);
    assert.deepEqual(Object.keys((await first.json()) as object), [`${shared}-search-posts-v1-000001`]);
  });

  test('one that comes and goes leaves it as it is', async () => {
    const note = await one.index.note();
    const third = await begin();
    third.keep.start();
    await third.keep.settled();
    assert.equal(await found(third), 300);
    await third.end();
    assert.equal(await one.index.note(), note);
    assert.equal(await rememberedNote(db), note);
    assert.deepEqual([(await one.keep.health()).ok, (await other.keep.health()).ok], [true, true]);
  });

  test('one builds it anew by command, and the other goes on', async () => {
    const note = await one.index.note();
    await addAccount(db, 301, 'person301');
    const totals = await one.keep.rebuild();
    assert.equal(totals.accounts, 301);
    await other.keep.ready();
    assert.deepEqual([await found(one), await found(other)], [301, 301]);
    assert.equal(await other.index.note(), note);
  });

  test('settled is all that was applied, also by another', async () => {
    await other.index.apply([anAccount(302, 'person302')]);
    await addAccount(db, 302, 'person302');
    await one.keep.settled();
    assert.equal(await found(one), 302);
  });

  test('one that waits for another to build can be stopped', async () => {
    const namespace = ownNamespace();
    const elastic = await openElastic(engine.url);
    const lease = await elasticLeases(elastic, namespace).take(new AbortController().signal);
    const waiting = await begin(namespace);
    waiting.keep.start();
    const asked = waiting.keep.rebuild();
    await assert.rejects(Promise.all([asked, waiting.end()]), { code: 'shutting_down' });
    await waiting.end();
    await lease.release();
    await elastic.close();
  });

  test('an engine that was away is used as it comes back', async () => {
    const note = await one.index.note();
    await engine.kill();
    const { ok, detail } = await one.keep.health();
    assert.equal(ok, false);
    assert.match(detail ?? '', /does not answer/);
    await assert.rejects(one.index.apply([anAccount(303, 'person303')]), { code: 'engine_away' });
    const settled = other.keep.settled();
    await engine.start();
    await settled;
    assert.equal(await one.index.note(), note);
    assert.equal(await found(other), 302);
  });

  test('an engine that comes back empty is filled from the truth by one of them', async () => {
    const note = await one.index.note();
    await engine.kill();
    await rm(join(folder, 'elasticsearch', 'home'), { recursive: true });
    await engine.start();
    // Nobody tells them.
    while ((await one.index.note().catch(() => null)) === null);
    await Promise.all([one.keep.settled(), other.keep.settled()]);
    assert.notEqual(await one.index.note(), note);
    assert.equal(await one.index.note(), await rememberedNote(db));
    assert.deepEqual([await found(one), await found(other)], [302, 302]);
    assert.deepEqual([(await one.keep.health()).ok, (await other.keep.health()).ok], [true, true]);
  });
});
