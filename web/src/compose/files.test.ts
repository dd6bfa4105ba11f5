import assert from 'node:assert/strict';
import { test } from 'node:test';
import { moved, sorted, troubleOfFile, troubleOfPixels } from './files.ts';

const rules = {
  supportedMimeTypes: ['image/png', 'image/jpeg'],
  imageSizeLimit: 1000,
  imageMatrixLimit: 10_000,
  maxMediaAttachments: 4,
};
const png = { type: 'image/png', size: 10 };

test('what cannot be taken is known before it is sent', () => {
  assert.equal(troubleOfFile(png, rules), null);
  assert.equal(troubleOfFile({ type: 'image/png', size: 1001 }, rules), 'size');
  assert.equal(troubleOfFile({ type: 'image/png', size: 0 }, rules), 'empty');
  assert.equal(troubleOfFile({ type: 'image/heic', size: 10 }, rules), 'type');
  assert.equal(troubleOfFile({ type: 'video/mp4', size: 10 }, rules), 'moving');
  assert.equal(troubleOfFile({ type: '', size: 10 }, rules), null);
  assert.equal(troubleOfPixels({ width: 200, height: 100 }, rules), 'pixels');
});

test('no more than the limit, and a refused one takes no place', () => {
  const { take, refuse } = sorted([png, { type: 'text/plain', size: 5 }, png, png], 2, rules);
  assert.equal(take.length, 2);
  assert.deepEqual(
    refuse.map(({ why }) => why),
    ['type', 'count'],
  );
});

test('the order changes and the ends are ends', () => {
  assert.deepEqual(moved(['a', 'b', 'c'], 2, -1), ['a', 'c', 'b']);
  assert.deepEqual(moved(['a', 'b', 'c'], 0, -1), ['a', 'b', 'c']);
  assert.deepEqual(moved(['a', 'b', 'c'], 0, 2), ['b', 'c', 'a']);
});
