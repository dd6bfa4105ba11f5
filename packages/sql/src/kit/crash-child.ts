/** Run by the crash tests: writes units until it is killed, and says each id once it is answered. */
import { writeSync } from 'node:fs';
import type { KitClient, KitDatabase } from './site.ts';

const [module = '', argument = '', mode = '', first = '0'] = process.argv.slice(2);

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

const { openKitClient } = (await import(module)) as { openKitClient(argument: string): Promise<KitClient> };
const { database } = await openKitClient(argument);

async function writeOn(from: number, step: number): Promise<void> {
  for (let id = from; ; id += step) {
    await write(database, id, () => undefined);
    writeSync(1, `${id}\n`);
  }
}

if (mode === 'write') {
  const lanes = 8;
  await Promise.all(Array.from({ length: lanes }, (_, lane) => writeOn(Number(first) + lane + 1, lanes)));
} else {
  await write(database, Number(first), () => {
    writeSync(1, 'inside\n');
    // Held here until the kill comes: the transaction is open, the row is written.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
}
