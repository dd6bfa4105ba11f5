import assert from 'node:assert/strict';
import { on } from 'node:events';
import { watch } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { buildWeb, watchWeb } from './web.mjs';

/** Notes how it was called; fails where the sources say so; with --watch it goes on until it is told to end. */
const VITE = `
const { appendFileSync, mkdirSync, readFileSync } = require('node:fs');
mkdirSync('web/dist', { recursive: true });
const watching = process.argv.includes('--watch');
const note = (line) => appendFileSync('calls', line + '\\n');
if (readFileSync('web/src/main.tsx', 'utf8') === 'broken') process.exit(1);
if (watching) {
  process.on('SIGTERM', () => { note('ended'); process.exit(0); });
  setInterval(() => {}, 1000);
}
note(watching ? 'watch' : 'build');
`;

async function checkout(context: TestContext) {
  const root = await mkdtemp(join(tmpdir(), 'fanfare-web-'));
  context.after(() => rm(root, { recursive: true, force: true }));
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  };
  await write('node_modules/vite/bin/vite.js', VITE);
  await write('package-lock.json', '{}');
  await write('web/vite.config.ts', '');
  await write('web/build/plugin.ts', '');
  await write('web/src/main.tsx', 'one');
  await write('packages/text/src/index.ts', '');
  await write('calls', '');
  const calls = async () => (await readFile(join(root, 'calls'), 'utf8')).trim().split('\n').filter(Boolean);
  return { root, write, calls };
}

test('the client is built when its sources have changed, and only then', async (context) => {
  const { root, write, calls } = await checkout(context);
  const build = () => buildWeb(process.execPath, root);
  assert.equal(await build(), true);
  assert.equal(await build(), true);
  assert.equal((await calls()).length, 1);
  for (const [file, text] of [
    ['web/src/main.tsx', 'two'],
    ['web/src/pages/new.tsx', ''],
    ['web/build/plugin.ts', 'x'],
    ['web/vite.config.ts', 'x'],
    ['packages/text/src/index.ts', 'x'],
    ['package-lock.json', '{ }'],
  ] as const) {
    const before = (await calls()).length;
    await write(file, text);
    await build();
    await build();
    assert.equal((await calls()).length, before + 1, file);
  }
  const before = (await calls()).length;
  await write('web/src/main.test.ts', 'a test changes nothing');
  await build();
  assert.equal((await calls()).length, before);
});

test('a build that fails is tried again', async (context) => {
  const { root, write } = await checkout(context);
  await write('web/src/main.tsx', 'broken');
  assert.equal(await buildWeb(process.execPath, root), false);
  assert.equal(await buildWeb(process.execPath, root), false);
  await write('web/src/main.tsx', 'mended');
  assert.equal(await buildWeb(process.execPath, root), true);
  assert.equal(await buildWeb(join(root, 'no-node'), join(root)), true, 'nothing is left to build');
});

test('while somebody works on it, it is built on every change until that is ended', async (context) => {
  const { root, calls } = await checkout(context);
  const changes = watch(join(root, 'calls'));
  context.after(() => changes.close());
  const events = on(changes, 'change');
  async function noted(line: string): Promise<void> {
    while (!(await calls()).includes(line)) await events.next();
  }
  const end = watchWeb(process.execPath, root);
  await noted('watch');
  end();
  await noted('ended');
});
