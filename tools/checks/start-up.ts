// check: alone
/** Starts the server on an empty folder and prints how long it took to answer, and its memory when idle. No limit: machines differ. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../files.ts';
import { median, startOnce } from '../start-once.ts';

const ROUNDS = 3;

const folder = await mkdtemp(join(tmpdir(), 'fanfare-start-'));
try {
  const times: number[] = [];
  let memory: number | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = await startOnce(root, join(folder, 'data'), round === ROUNDS - 1);
    times.push(Math.round(started.answered));
    memory = started.memory;
  }
  const idle = memory === null ? 'unknown here' : `${Math.round(memory / 1024)} MiB`;
  process.stdout.write(
    `first answer after ${median(times)} ms (${times.toSorted((a, b) => a - b).join(', ')}), idle memory ${idle}\n`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
