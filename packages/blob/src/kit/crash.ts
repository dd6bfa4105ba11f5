import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { CRASH_SIZE } from './put-forever.ts';
import type { BlobFactory, BlobSetup } from './setup.ts';
import { bytesOf, keysOf, readBytes, withTwo } from './setup.ts';

const ROUNDS = 6;

export function crashTests(factory: BlobFactory): void {
  test(
    'a process killed in the middle of puts leaves what it acknowledged, and no half blob',
    withTwo(factory, async (first, _, setup) => {
      const acknowledged: string[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        acknowledged.push(...(await putUntilKilled(setup, `r${round}`, 1 + round * 3)));
      }
      const listed = await keysOf(first, 'crash/');
      assert.deepEqual(
        acknowledged.filter((key) => !listed.includes(key)),
        [],
      );
      for (const key of listed) {
        const bytes = await readBytes(first, key);
        assert.ok(
          bytes?.equals(bytesOf(key, CRASH_SIZE)),
          `${key} has ${bytes?.length} bytes, or wrong ones`,
        );
      }
      // A server may still finish a put that it had received whole, so there may be more, but of nothing else.
      const all = await keysOf(first, '');
      assert.deepEqual(
        [...listed.filter((key) => !all.includes(key)), ...all.filter((key) => !key.startsWith('crash/'))],
        [],
      );
      // Whatever was interrupted can be put again.
      const again = acknowledged.map((key) => `${key}-again`);
      for (const key of again) await first.put(key, bytesOf(key, 10), { type: 'x/y' });
    }),
  );
}

/** Starts the adapter's child, kills it right after so many acknowledgements, and returns all it gave. */
async function putUntilKilled({ putter }: BlobSetup, run: string, enough: number): Promise<string[]> {
  const child = spawn(process.execPath, [putter.module, ...putter.arguments, run], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const acknowledged: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    acknowledged.push(line);
    if (acknowledged.length === enough) child.kill('SIGKILL');
  }
  const [, signal] = await exited;
  assert.equal(signal, 'SIGKILL', 'the child ended by itself');
  return acknowledged;
}
