import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import type { CoreTables } from '@fanfare/contracts/tables';
import { silentLog, systemClock } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import { migrate } from '@fanfare/sql';
import { openSqlite } from '@fanfare/sql/sqlite';
import { searchMigrations } from '../migrations/index.ts';
import { rememberedNote } from '../store/notes.ts';
import { searchFts5 } from '../store/search-fts5.ts';
import type { SearchIndex } from '../store/search-index.ts';
import type { Keeper } from './keeper.ts';
import { keeper } from './keeper.ts';
import { truth } from './truth.fixture.ts';

suite('the keeper of the index', () => {
  let folder: string;
  let db: Database<CoreTables>;
  let close: () => Promise<void>;
  let index: SearchIndex;
  let keep: Keeper;
  const threads: Worker[] = [];

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-keeper-'));
    const sqlite = openSqlite({ file: join(folder, 'fanfare.db'), log: silentLog, clock: systemClock });
    db = sqlite.database<CoreTables>('core');
    await migrate(db, [...searchMigrations, { owner: 'truth', migrations: [truth] }]);
    index = searchFts5({
      file: join(folder, 'search.db'),
      log: silentLog,
      spawn(task) {
        const thread = new Worker(new URL('../store/fts5-worker.ts', import.meta.url), { workerData: task });
        threads.push(thread);
        return thread;
      },
    });
    keep = keeper({ db, index, log: silentLog });
    close = () => sqlite.close();
  });
  after(async () => {
    await index.close();
    await close();
    await rm(folder, { recursive: true });
  });

  test('makes it whole, and leaves the same note here and there', async () => {
    assert.deepEqual(await keep.health(), { ok: false, detail: 'The index is being built' });
    keep.start();
    await keep.ready();
    assert.deepEqual(await keep.health(), { ok: true });
    assert.notEqual(await index.note(), null);
    assert.equal(await index.note(), await rememberedNote(db));
  });

  test('notices that it was lost while it ran, and makes it anew', async () => {
    const before = await index.note();
    await Promise.all(threads.map((thread) => thread.terminate()));
    for (const end of ['', '-wal', '-shm']) await rm(join(folder, `search.db${end}`), { force: true });
    assert.deepEqual(await keep.health(), { ok: false, detail: 'The index is being built' });
    await keep.ready();
    assert.deepEqual(await keep.health(), { ok: true });
    assert.notEqual(await index.note(), before);
  });

  test('changes the note when it stops, so that copies from before are known as such', async () => {
    const before = await index.note();
    await keep.stop();
    assert.notEqual(await index.note(), before);
    assert.equal(await index.note(), await rememberedNote(db));
  });
});
