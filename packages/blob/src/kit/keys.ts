import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBlobKey } from '../port.ts';
import type { BlobFactory } from './setup.ts';
import { keysOf, withTwo } from './setup.ts';

const bad = [
  '',
  '/',
  '/a',
  'a/',
  'a//b',
  '.',
  '..',
  '../a',
  'a/../b',
  'a/./b',
  '.a',
  'a/.b',
  'a\\b',
  'a b',
  'é',
  'a\0',
  'a\n',
  'a%2e%2e/b',
  '~',
  'C:',
  'x'.repeat(513),
  'x'.repeat(201),
];

export function keyTests(factory: BlobFactory): void {
  test(
    'a key that is none is refused by every operation',
    withTwo(factory, async (blob) => {
      await blob.put('good', Buffer.from('x'), { type: 'x/y' });
      for (const key of bad) {
        assert.equal(isBlobKey(key), false, key);
        await assert.rejects(blob.put(key, Buffer.from('x'), { type: 'x/y' }), TypeError, key);
        await assert.rejects(blob.get(key), TypeError, key);
        await assert.rejects(blob.copy('good', key), TypeError, key);
        await assert.rejects(blob.copy(key, 'better'), TypeError, key);
        await assert.rejects(blob.delete(key), TypeError, key);
      }
      assert.deepEqual(await keysOf(blob, '../'), []);
      assert.deepEqual(await keysOf(blob, '/'), []);
      assert.deepEqual(await keysOf(blob, ''), ['good']);
    }),
  );

  test(
    'every allowed character is kept apart',
    withTwo(factory, async (blob) => {
      for (const key of ['A-Z_0.9/x', 'a..b', '-', '_', 'x'.repeat(200), `${'d/'.repeat(200)}f`]) {
        await blob.put(key, Buffer.from(key), { type: 'x/y' });
        assert.deepEqual(await keysOf(blob, key), [key]);
      }
    }),
  );

  test(
    'a type is a media type',
    withTwo(factory, async (blob) => {
      for (const type of ['', ' ', 'x\ny', 'é', 'x'.repeat(256)]) {
        await assert.rejects(blob.put('k', Buffer.from('x'), { type }), TypeError);
      }
      assert.deepEqual(await keysOf(blob, ''), []);
    }),
  );
}
