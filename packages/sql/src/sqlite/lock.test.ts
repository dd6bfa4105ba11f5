import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { StartError } from '@fanfare/kernel';
import { takeLock } from './lock.ts';

async function folderFor(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fanfare-lock-'));
  context.after(() => rm(folder, { recursive: true }));
  return folder;
}

function refused(folder: string, pattern: RegExp): void {
  assert.throws(
    () => takeLock(folder),
    (error: Error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, pattern);
      return true;
    },
  );
}

test('a folder has one owner until it is released', async (context) => {
  const folder = join(await folderFor(context), 'made', 'here');
  const lock = takeLock(folder);
  refused(folder, /Another Fanfare is running on/);
  lock.release();
  takeLock(folder).release();
});

test('the lock dies with its process', async (context) => {
  const folder = await folderFor(context);
  const module = new URL('./lock.ts', import.meta.url).href;
  const script = `import { takeLock } from ${JSON.stringify(module)};
    globalThis.lock = takeLock(${JSON.stringify(folder)}); console.log('held'); setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(owner.stdout, 'data');
  refused(folder, /Another Fanfare is running on/);
  owner.kill('SIGKILL');
  await once(owner, 'close');
  takeLock(folder).release();
});

test('a folder that cannot be written is refused with a sentence', async (context) => {
  const folder = await folderFor(context);
  await writeFile(join(folder, 'file'), '');
  refused(join(folder, 'file'), /cannot be written .*set FANFARE_DATA/);
  refused(join(folder, 'file', 'below'), /cannot be written/);
});
