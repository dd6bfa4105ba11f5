import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { counts } from '../system/counters.ts';
import type { Case, Harness } from './harness.ts';
import { range, seeded } from './harness.ts';

const ROUNDS = 6;

export function crashCases(check: Case): void {
  check('a killed process loses nothing that was answered and leaves nothing half done', async (harness) => {
    const before = await harness.open();
    await harness.close(before);
    const random = seeded(5);
    const answered: number[] = [];
    for (const round of range(ROUNDS)) {
      const first = round * 100_000;
      const ids = await killed(harness, ['write', String(first)], 20 + Math.floor(random() * 200));
      answered.push(...ids.map(Number));
    }
    assert.ok(answered.length >= ROUNDS * 20);
    await whole(harness, answered);
  });

  check('a process that has closed its client ends by itself, and says nothing', async (harness) => {
    const before = await harness.open();
    await harness.close(before);
    assert.deepEqual(await ended(harness), [0, '']);
    const database = await harness.open();
    assert.equal((await database.read.selectFrom('kit_items').select('id').execute()).length, 24);
    const holders = await database.read.selectFrom('node_lease').select('expires_at').execute();
    assert.ok(
      holders.every((row) => row.expires_at < Date.now() + 1_000),
      'the node number was given back',
    );
  });

  check('a process killed inside a unit leaves no trace of it', async (harness) => {
    const before = await harness.open();
    await harness.close(before);
    await killed(harness, ['hang', '1'], 1);
    await whole(harness, []);
    const database = await harness.open();
    assert.deepEqual(await database.read.selectFrom('kit_items').selectAll().execute(), []);
  });
}

/** Starts a process that ends by itself. Returns how it did. */
async function ended({ site }: Harness): Promise<[code: number | null, complaints: string]> {
  const { script, argument } = site.child;
  const child = spawn(process.execPath, [fileURLToPath(script), argument, 'end', '1'], {
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return [code, Buffer.concat(complaints).toString()];
}

/** Starts a writing process and kills it after that many lines. Returns all it said before it died. */
async function killed({ site }: Harness, args: string[], after: number): Promise<string[]> {
  const { script, argument } = site.child;
  const child = spawn(process.execPath, [fileURLToPath(script), argument, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: Buffer[] = [];
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const ended = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === after) kill(child);
  }
  await ended;
  assert.equal(child.signalCode, 'SIGKILL', Buffer.concat(complaints).toString());
  return lines;
}

function kill(child: ChildProcess): void {
  child.kill('SIGKILL');
}

/** Every answered row is there, and each row has its event, its counter and its view version. */
async function whole({ site, open }: Harness, answered: readonly number[]): Promise<void> {
  const database = await open();
  const rows = await database.read.selectFrom('kit_items').select('id').execute();
  const ids = new Set(rows.map((row) => row.id));
  assert.deepEqual(
    answered.filter((id) => !ids.has(id)),
    [],
    'answered, but lost',
  );
  const keys: number[] = [];
  for (const { bucket, head } of await database.outbox.heads()) {
    const events = await database.outbox.rows(bucket, 0, head + 10);
    assert.deepEqual(
      events.map((row) => row.number),
      range(head).map((at) => at + 1),
      `numbers of bucket ${bucket}`,
    );
    keys.push(...events.map((row) => JSON.parse(row.body).data.beat));
  }
  const ascending = (left: number, right: number) => left - right;
  assert.deepEqual(keys.sort(ascending), [...ids].sort(ascending), 'rows and events');
  const counted = await counts(database.read, ['account.statuses'], [1]);
  assert.equal(counted.get(1)?.['account.statuses'], ids.size);
  assert.deepEqual(await site.faults(), []);
}
