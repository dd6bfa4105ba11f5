/** What every blob adapter must do, run by the adapter's own test: `blobKit('disk', factory)`. */
import { suite } from 'node:test';
import { awayTests } from './away.ts';
import { crashTests } from './crash.ts';
import { keyTests } from './keys.ts';
import { readTests } from './reads.ts';
import type { BlobFactory } from './setup.ts';
import { writeTests } from './writes.ts';

export { putForever } from './put-forever.ts';
export type { BlobFactory, BlobSetup } from './setup.ts';

export function blobKit(name: string, factory: BlobFactory): void {
  suite(`blob kit: ${name}`, () => {
    suite('reads', () => readTests(factory));
    suite('writes', () => writeTests(factory));
    suite('keys', () => keyTests(factory));
    suite('away', () => awayTests(factory));
    suite('crash', () => crashTests(factory));
  });
}
