import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Open } from './harness.ts';
import { applied, recorder, update, upTo } from './harness.ts';

const child = fileURLToPath(new URL('./kill-child.ts', import.meta.url));

/** Consumes in a process of its own, which is killed when it has said `lines` lines. Resolves with what it said. */
async function consumeAndDie(module: string, folder: string, lines: number): Promise<string[]> {
  const consumer = spawn(process.execPath, [child, module, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(consumer, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: consumer.stdout })) {
    said.push(line);
    if (said.length === lines) consumer.kill('SIGKILL');
  }
  await gone;
  return said;
}

export function killTests(open: Open, module: string): void {
  test('kill -9 at any moment loses no event and stores each effect with its offset', async (t) => {
    const world = await open(t);
    const keys = upTo(12);
    for (const version of upTo(25))
      await update(world.core, ...keys.map((key): [number, number] => [key, version]));
    const said: string[] = [];
    for (const lines of [1, 7, 40, 111]) said.push(...(await consumeAndDie(module, world.folder, lines)));
    assert.ok(new Set(said).size < said.length || said.length >= 159, 'the children were not killed at work');
    await (await world.start([recorder({ database: world.core })])).settled();
    assert.deepEqual(await applied(world.core), Object.fromEntries(keys.map((key) => [key, upTo(25)])));
  });
}
