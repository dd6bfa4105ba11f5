import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { silentLog } from '@fanfare/kernel';
import { beginGeneration, generationsOf, openIndexFile } from './fts5-file.ts';
import type { WorkerTask } from './fts5-worker.ts';
import { searchFts5 } from './search-fts5.ts';
import type { SearchIndex } from './search-index.ts';
import { aStatus, statusesFor } from './search-index-kit/setup.ts';
import { searchIndexKit } from './search-index-kit.ts';

const real = new URL('./fts5-worker.ts', import.meta.url);
const stuckWorker = new URL('./fts5-stuck-worker.fixture.ts', import.meta.url);

searchIndexKit('fts5', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-search-'));
  const file = join(folder, 'search.db');
  const threads = new Set<Worker>();
  const opened: SearchIndex[] = [];

  function open(deadline?: number, questions = real): SearchIndex {
    const spawn = (task: WorkerTask) => {
      const worker = new Worker(task.role === 'writer' ? real : questions, { workerData: task });
      threads.add(worker);
      return worker;
    };
    const index = searchFts5({ file, log: silentLog, deadline, spawn });
    opened.push(index);
    return index;
  }

  async function crash(): Promise<void> {
    const running = [...threads];
    threads.clear();
    await Promise.all(running.map((thread) => thread.terminate()));
  }

  return {
    index: open(),
    crash,
    async lose() {
      await Promise.all(opened.splice(0).map((index) => index.close()));
      for (const end of ['', '-wal', '-shm']) await rm(`${file}${end}`, { force: true });
      return open();
    },
    stuck: () => open(1, stuckWorker),
    async close() {
      await Promise.all(opened.map((index) => index.close()));
      await rm(folder, { recursive: true });
    },
  };
});

suite('the file of the embedded index', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-search-'));
  });
  after(() => rm(folder, { recursive: true }));

  for (const [what, content] of [
    ['is empty', ''],
    ['is no database', 'These are not the bytes of a database. '.repeat(200)],
  ] as const) {
    test(`that ${what} is replaced`, async () => {
      const file = join(folder, `${content.length}.db`);
      await writeFile(file, content);
      const index = searchFts5({ file, log: silentLog });
      assert.equal(await index.note(), null);
      await index.apply([aStatus(1, 'anew')]);
      assert.deepEqual(await index.statuses(statusesFor('anew')), [1]);
      await index.close();
    });
  }

  test('in a folder that does not exist is an engine that is away, and says so', async () => {
    const index = searchFts5({ file: join(folder, 'nowhere', 'search.db'), log: silentLog });
    const { ok, detail } = await index.health();
    assert.equal(ok, false);
    assert.match(detail ?? '', /does not answer/);
    await assert.rejects(index.apply([aStatus(1, 'x')]), { code: 'engine_away' });
    await index.close();
  });

  test('holds what one process wrote for the next one', async () => {
    const file = join(folder, 'twice.db');
    for (const id of [1, 2]) {
      const index = searchFts5({ file, log: silentLog });
      await index.apply([aStatus(id, 'kept')]);
      assert.equal((await index.statuses(statusesFor('kept'))).length, id);
      await index.close();
      await assert.rejects(index.apply([aStatus(9, 'late')]), { code: 'shutting_down' });
    }
  });

  test('forgets what an earlier process began to build', async () => {
    const file = join(folder, 'begun.db');
    const db = openIndexFile(file);
    beginGeneration(db);
    assert.notEqual(generationsOf(db).building, null);
    const index = searchFts5({ file, log: silentLog });
    await index.apply([aStatus(1, 'kept')]);
    assert.equal(generationsOf(db).building, null);
    db.close();
    await index.close();
  });

  test('a question that goes through too much is given up, and its thread lives on', async () => {
    let threads = 0;
    const spawn = (task: WorkerTask) => {
      threads += 1;
      return new Worker(real, { workerData: { ...task, deadline: task.deadline - 10_000 } });
    };
    const index = searchFts5({ file: join(folder, 'long.db'), log: silentLog, spawn, deadline: 10_000 });
    await index.apply([aStatus(1, 'slow')]);
    await assert.rejects(index.statuses(statusesFor('slow')), { code: 'engine_away' });
    assert.deepEqual(await index.statuses(statusesFor('nothing')), []);
    assert.equal(threads, 2);
    await index.close();
  });
});
