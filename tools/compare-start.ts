/**
 * Two checkouts side by side, in turn: node tools/compare-start.ts FOLDER [FOLDER] [--rounds N]. Prints each one's time to
 * the first answer and its memory when idle, and the second as a ratio of the first; the second is this checkout
 * unless said. For instance after `git worktree add /tmp/before COMMIT && (cd /tmp/before && npm ci)`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './files.ts';
import type { Started } from './start-once.ts';
import { median, startOnce } from './start-once.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '5' } },
});
const [before = root, now = root] = positionals.map((path) => resolve(path));
const folder = await mkdtemp(join(tmpdir(), 'fanfare-compare-'));
const places = [before, now].map((checkout, index) => ({
  checkout,
  data: join(folder, String(index)),
  all: [] as Started[],
}));
try {
  // The first start of each makes its data, and keeps what the loader made of the sources.
  for (const { checkout, data } of places) await startOnce(checkout, data, false);
  for (let round = 0; round < Number(values.rounds); round += 1)
    for (const { checkout, data, all } of places) all.push(await startOnce(checkout, data, true));
} finally {
  await rm(folder, { recursive: true, force: true });
}
const figures = places.map(({ checkout, all }) => {
  const answered = median(all.map((one) => one.answered));
  const memory = median(all.map((one) => one.memory ?? Number.NaN)) / 1024;
  const each = all.map((one) => Math.round(one.answered)).toSorted((one, other) => one - other);
  console.log(`${checkout}: ${Math.round(answered)} ms (${each.join(', ')}), ${memory.toFixed(1)} MiB idle`);
  return { answered, memory };
});
const ratio = (of: 'answered' | 'memory') =>
  ((figures[1]?.[of] ?? Number.NaN) / (figures[0]?.[of] ?? Number.NaN)).toFixed(2);
console.log(`second to first: time ${ratio('answered')}, memory ${ratio('memory')}`);
