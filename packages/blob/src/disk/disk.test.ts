import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isAppError } from '@fanfare/kernel';
import { blobKit } from '../kit/index.ts';
import { keysOf, readBytes } from '../kit/setup.ts';
import { diskBlob } from './index.ts';

async function place() {
  const folder = await fs.mkdtemp(join(tmpdir(), 'fanfare-blob-'));
  return {
    folder,
    open: async () => diskBlob({ folder }),
    putter: {
      module: fileURLToPath(new URL('./put-forever.fixture.ts', import.meta.url)),
      arguments: [folder],
    },
    async away(during: () => Promise<void>) {
      // A file where the folder should be: nothing can be read or written, whoever runs the test.
      await fs.rename(folder, `${folder}-kept`);
      await fs.writeFile(folder, 'in the way');
      try {
        await during();
      } finally {
        await fs.rm(folder);
        await fs.rename(`${folder}-kept`, folder);
      }
    },
    close: () => fs.rm(folder, { recursive: true, force: true }),
  };
}

blobKit('disk', place);

async function folderFor(context: TestContext): Promise<string> {
  const { folder, close } = await place();
  context.after(close);
  return folder;
}

/** Puts something before a call of the file system: it may throw what a file system can, or wait. */
function before(
  context: TestContext,
  name: 'link' | 'open' | 'rename',
  step: (args: unknown[]) => unknown,
): void {
  const real = fs[name];
  context.mock.method(fs, name, async (...args: unknown[]) => {
    await step(args);
    return await Reflect.apply(real, fs, args);
  });
  syncBuiltinESMExports();
  context.after(() => {
    context.mock.restoreAll();
    syncBuiltinESMExports();
  });
}

function failure(code: string): Error {
  return Object.assign(new Error(`${code}, on purpose`), { code });
}

const type = 'image/png';

suite('disk', () => {
  test('nothing is made before the first put, and what lies there is only for its owner', async (context) => {
    const folder = join(await folderFor(context), 'media');
    const blob = diskBlob({ folder });
    assert.deepEqual(await keysOf(blob, ''), []);
    await assert.rejects(fs.stat(folder));
    await blob.put('a/b', Buffer.from('x'), { type });
    assert.equal((await fs.stat(join(folder, 'a/b'))).mode & 0o077, 0);
    assert.equal((await fs.stat(join(folder, 'a'))).mode & 0o077, 0);
    assert.deepEqual(await fs.readdir(join(folder, '.unfinished')), []);
  });

  test('a deleted blob leaves no empty folders', async (context) => {
    const folder = await folderFor(context);
    const blob = diskBlob({ folder });
    await blob.put('a/b/c', Buffer.from('x'), { type });
    await blob.put('a/d', Buffer.from('x'), { type });
    await blob.delete('a/b/c');
    assert.deepEqual(await fs.readdir(join(folder, 'a')), ['d']);
    await blob.delete('a/d');
    assert.deepEqual(await fs.readdir(folder), ['.unfinished']);
  });

  test('what a crash left is cleared away when it is old, not while it may be in use', async (context) => {
    const folder = await folderFor(context);
    const unfinished = join(folder, '.unfinished');
    await fs.mkdir(unfinished);
    await fs.writeFile(join(unfinished, 'old'), 'half');
    await fs.writeFile(join(unfinished, 'new'), 'half');
    const long = new Date(Date.now() - 2 * 3_600_000);
    await fs.utimes(join(unfinished, 'old'), long, long);
    assert.deepEqual(await keysOf(diskBlob({ folder }), ''), []);
    assert.deepEqual(await fs.readdir(unfinished), ['new']);
  });

  test('a key below a blob, or above one, is a conflict', async (context) => {
    const blob = diskBlob({ folder: await folderFor(context) });
    await blob.put('a', Buffer.from('x'), { type });
    await blob.put('d/e', Buffer.from('x'), { type });
    const isConflict = (error: unknown) => isAppError(error, 'conflict');
    await assert.rejects(blob.put('a/b', Buffer.from('x'), { type }), isConflict);
    await assert.rejects(blob.put('d', Buffer.from('x'), { type }), isConflict);
    await blob.delete('d', 'a/b');
    assert.deepEqual(await keysOf(blob, ''), ['a', 'd/e']);
  });

  test('a file that was cut short is an error, not a blob', async (context) => {
    const folder = await folderFor(context);
    const blob = diskBlob({ folder });
    await blob.put('k', Buffer.alloc(100), { type });
    await fs.truncate(join(folder, 'k'), 50);
    await assert.rejects(blob.get('k'), (error) => isAppError(error, 'internal'));
    await assert.rejects(blob.copy('k', 'l'), (error) => isAppError(error, 'internal'));
  });

  test('a full disk says disk_full and leaves nothing', async (context) => {
    const folder = await folderFor(context);
    const blob = diskBlob({ folder });
    before(context, 'open', ([, flags]) => {
      if (flags === 'wx') throw failure('ENOSPC');
    });
    await assert.rejects(blob.put('k', Buffer.from('x'), { type }), (error) =>
      isAppError(error, 'disk_full'),
    );
    assert.deepEqual(await keysOf(blob, ''), []);
    assert.deepEqual(await fs.readdir(join(folder, '.unfinished')), []);
  });

  test('a folder that cannot be used is an engine that is away', async (context) => {
    const folder = join(await folderFor(context), 'file');
    await fs.writeFile(folder, 'not a folder');
    const blob = diskBlob({ folder });
    await assert.rejects(blob.put('k', Buffer.from('x'), { type }), (error) =>
      isAppError(error, 'engine_away'),
    );
    const { ok, detail } = await blob.health();
    assert.equal(ok, false);
    assert.match(detail ?? '', /cannot be written/);
  });

  test('a folder that a delete takes away in between is made again', async (context) => {
    const folder = await folderFor(context);
    let calls = 0;
    before(context, 'link', async () => {
      calls += 1;
      if (calls < 4) await fs.rmdir(join(folder, 'a'));
    });
    const blob = diskBlob({ folder });
    await blob.put('a/k', Buffer.from('x'), { type });
    assert.equal(calls, 4);
    assert.deepEqual(await keysOf(blob, ''), ['a/k']);
  });

  test('a file system without links serves too', async (context) => {
    const folder = await folderFor(context);
    const blob = diskBlob({ folder });
    const isConflict = (error: unknown) => isAppError(error, 'conflict');
    const moving = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    before(context, 'link', () => {
      throw failure('EPERM');
    });
    let moves = 0;
    before(context, 'rename', () => {
      moving.resolve();
      return moves++ === 0 ? goOn.promise : undefined;
    });
    const first = blob.put('a/k', Buffer.from('first'), { type });
    await moving.promise;
    const second = blob.put('a/k', Buffer.from('second'), { type });
    await assert.rejects(second, isConflict);
    goOn.resolve();
    await first;
    await assert.rejects(blob.put('a/k', Buffer.from('late'), { type }), isConflict);
    await blob.copy('a/k', 'b/l');
    await assert.rejects(blob.copy('a/k', 'b/l'), isConflict);
    assert.equal(String(await readBytes(blob, 'b/l')), 'first');
    assert.deepEqual(await fs.readdir(join(folder, '.unfinished')), []);
  });
});
