import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wordDiff } from './word-diff.ts';

const short = (before: string, after: string) =>
  wordDiff(before, after).map(({ kind, text }) => `${{ same: '=', added: '+', removed: '-' }[kind]}${text}`);

test('words that changed are parted from those that stayed', () => {
  assert.deepEqual(short('The cat is here.', 'The black cat was here.'), [
    '=The ',
    '+black ',
    '=cat ',
    '-is',
    '+was',
    '= here.',
  ]);
  assert.deepEqual(short('same', 'same'), ['=same']);
  assert.deepEqual(short('', 'new'), ['+new']);
  assert.deepEqual(short('old', ''), ['-old']);
  assert.deepEqual(short('', ''), []);
});

test('taking the removed, or the added, away leaves one of the two texts', () => {
  const before = 'Rehearsal moved to eight.\nThe cat has been informed.';
  const after = 'Rehearsal moved to nine, not eight.\n\nThe cat 雨が has not been asked.';
  const without = (kind: string) =>
    wordDiff(before, after)
      .filter((piece) => piece.kind !== kind)
      .map(({ text }) => text)
      .join('');
  assert.equal(without('added'), before);
  assert.equal(without('removed'), after);
});
