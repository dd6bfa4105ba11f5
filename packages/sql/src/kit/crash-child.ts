/** What the process does that the crash tests kill: writes units, and says each id once it is answered. */
import { writeSync } from 'node:fs';
import type { KitDatabase } from './site.ts';

const LANES = 8;

/** `write` goes on and on; `hang` stops inside its first unit. */
export async function writeUntilKilled(
  database: KitDatabase,
  mode: 'write' | 'hang',
  first: number,
): Promise<void> {
  if (mode === 'hang') return hang(database, first);
  await Promise.all(Array.from({ length: LANES }, (_, lane) => writeOn(database, first + lane + 1)));
}

async function writeOn(database: KitDatabase, from: number): Promise<void> {
  for (let id = from; ; id += LANES) {
    await write(database, id, () => undefined);
    writeSync(1, `${id}\n`);
  }
}

async function hang(database: KitDatabase, id: number): Promise<void> {
  await write(database, id, () => {
    writeSync(1, 'inside\n');
    // Held here until the kill comes: the transaction is open, the row is written.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
}

function write(database: KitDatabase, id: number, inside: () => void): Promise<void> {
  return database.unit(async (unit) => {
    unit.count('account.statuses', 1, 1);
    unit.emit('heartbeat', { node: id % 50, beat: id });
    await unit.db
      .insertInto('kit_items')
      .values({ id, name: `item ${id}`, value: 0, body: 'x'.repeat(id % 3000) })
      .execute();
    inside();
  });
}
