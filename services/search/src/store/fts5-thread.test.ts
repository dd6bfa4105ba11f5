import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { silentLog } from '@fanfare/kernel';
import type { Thread, ThreadOptions } from './fts5-thread.ts';
import { fts5Thread } from './fts5-thread.ts';
import { searchFts5 } from './search-fts5.ts';
import { statusesFor } from './search-index-kit/setup.ts';

const fixture = fileURLToPath(new URL('./fts5-write.fixture.ts', import.meta.url));

/** Answers what it is asked; `die` and `hang` do what they say. */
const echo = `require('node:worker_threads').parentPort.on('message', ({ method, argument }) => {
  if (method === 'die') process.exit(1);
  while (method === 'hang');
  require('node:worker_threads').parentPort.postMessage({ 'watch:require': ['as under node --watch'] });
  require('node:worker_threads').parentPort.postMessage({ [method]: argument });
})`;
const away = { code: 'engine_away' };

suite('calls into a thread', () => {
  let ends: string[] = [];
  let workers: Worker[] = [];

  function thread(over: Partial<ThreadOptions> = {}): Thread {
    ends = [];
    workers = [];
    const spawn = () => {
      const worker = new Worker(echo, { eval: true });
      workers.push(worker);
      return worker;
    };
    const onEnded = (cause: string) => ends.push(cause);
    return fts5Thread({ spawn, deadline: 60_000, waiting: 10, idle: 60_000, onEnded, ...over });
  }

  test('are answered in order by one thread', async () => {
    const made = thread();
    const asked = [1, 2, 3].map((number) => made.call('result', number));
    assert.deepEqual(await Promise.all(asked), [1, 2, 3]);
    await assert.rejects(made.call('failed', 'wrong'), /wrong/);
    await assert.rejects(made.call('away', 'busy'), away);
    assert.equal(workers.length, 1);
    await made.close();
    await assert.rejects(made.call('result', 1), { code: 'shutting_down' });
  });

  test('that die or hang fail alone', async (context) => {
    // Its time is up when the test says so, however long a thread takes to begin.
    context.mock.timers.enable({ apis: ['setTimeout'] });
    const made = thread({ deadline: 1_000 });
    const asked = ['result', 'die', 'result', 'hang', 'result'].map((method) => made.call(method, method));
    const all = Promise.allSettled(asked);
    // Then the one that hangs is in hand.
    await asked[2];
    context.mock.timers.tick(1_000);
    const states = (await all).map(({ status }) => status);
    assert.deepEqual(states, ['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled']);
    assert.deepEqual([workers.length, ends.length], [3, 2]);
    await made.close();
  });

  test('are refused when too many wait', async () => {
    const made = thread({ waiting: 2 });
    const states = await Promise.allSettled([1, 2, 3, 4].map((number) => made.call('result', number)));
    assert.deepEqual(
      states.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'fulfilled', 'rejected'],
    );
    await made.close();
  });

  test('that nobody makes let the thread end; the next one has a new one', async () => {
    const made = thread({ idle: 0 });
    assert.equal(await made.call('result', 1), 1);
    assert.ok(workers[0]);
    await once(workers[0], 'exit');
    assert.equal(await made.call('result', 2), 2);
    assert.deepEqual([workers.length, ends], [2, []]);
    await made.close();
  });
});

suite('a process with an index', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-search-'));
  });
  after(() => rm(folder, { recursive: true }));

  test('ends by itself when it has nothing else to do', async () => {
    const child = spawn(process.execPath, [fixture, join(folder, 'ends.db'), '2'], { stdio: 'ignore' });
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  test('that is killed while it writes leaves what it acknowledged, in a sound file', async () => {
    const file = join(folder, 'killed.db');
    for (const rounds of [1, 7, 40]) {
      const child = spawn(process.execPath, [fixture, file], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = once(child, 'exit');
      let acknowledged = 0;
      let lines = 0;
      for await (const line of createInterface(child.stdout)) {
        acknowledged = Number(line);
        lines += 1;
        if (lines === rounds) child.kill('SIGKILL');
      }
      await ended;
      const index = searchFts5({ file, log: silentLog });
      const found = await index.statuses(statusesFor('forever', { limit: 100_000 }));
      const kept = new Set(found);
      for (let id = 1; id <= acknowledged; id += 1) assert.ok(kept.has(id), `${id} is lost`);
      await index.close();
      const db = new DatabaseSync(file, { readOnly: true });
      assert.equal(db.prepare('PRAGMA integrity_check').get()?.integrity_check, 'ok');
      db.close();
    }
  });
});
