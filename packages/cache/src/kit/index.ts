/** What every cache adapter must do, run by the adapter's own test: `cacheKit('memory', factory)`. */
import { suite } from 'node:test';
import { awayTests } from './away.ts';
import { broadcastTests } from './broadcast.ts';
import { listModelTests } from './list-model.ts';
import { listTests } from './lists.ts';
import { lostPushTests } from './lost-pushes.ts';
import { setTests } from './sets.ts';
import type { CacheFactory } from './setup.ts';
import { stalledTests } from './stalled.ts';
import { valueTests } from './values.ts';

export { believedListsAreWhole } from './lost-pushes.ts';
export type { CacheFactory, CacheSetup } from './setup.ts';

export function cacheKit(name: string, factory: CacheFactory): void {
  suite(`cache kit: ${name}`, () => {
    suite('values', () => valueTests(factory));
    suite('sorted lists', () => listTests(factory));
    suite('sorted lists against a model', () => listModelTests(factory));
    suite('sets', () => setTests(factory));
    suite('broadcast', () => broadcastTests(factory));
    suite('faults', () => awayTests(factory));
    suite('a server that hangs', () => stalledTests(factory));
    suite('lost pushes', () => lostPushTests(factory));
  });
}
