/** What the process does that the crash tests kill: writes units, and says each id once it is answered. */
import { writeSync } from 'node:fs';
import type { KitClient, KitDatabase } from './site.ts';

const LANES = 8;

/** `write` goes on and on; `hang` stops inside its first unit; `end` closes after some, and has nothing left to do. */
export async function kitChild(
  { database, close }: KitClient,
  mode: string | undefined,
  first: number,
): Promise<void> {
  if (mode === 'hang') return hang(database, first);
  if (mode === 'end') {
    const some = Array.from({ length: 3 * LANES }, (_, at) => write(database, first + at, () => undefined));
    await Promise.all(some);
    await database.read.selectFrom('kit_items').select('id').execute();
    await database.snapshot((db) => db.selectFrom('kit_items').select('id').execute());
    return close();
  }
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
