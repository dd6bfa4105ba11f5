import assert from 'node:assert/strict';
import { test } from 'node:test';
import { branchesOf } from './thread-tree.ts';

const short = (root: string, answers: [id: string, to: string | null][]) =>
  branchesOf(
    root,
    answers.map(([id, inReplyToId]) => ({ id, inReplyToId })),
  ).map(({ id, depth }) => `${depth}:${id}`);

test('answers stand below what they answer, older ones first, in whatever order they came', () => {
  assert.deepEqual(
    short('1', [
      ['5', '2'],
      ['4', '1'],
      ['3', '2'],
      ['2', '1'],
      ['10', '3'],
    ]),
    ['1:2', '2:3', '3:10', '2:5', '1:4'],
  );
});

test('an answer whose parent is hidden is not lost, and nothing is shown twice', () => {
  assert.deepEqual(
    short('1', [
      ['3', '99'],
      ['2', null],
      ['2', null],
      ['4', '4'],
    ]),
    ['1:2', '1:3', '1:4'],
  );
});

test('a thread of ten thousand answers in a row is no problem', () => {
  const answers = Array.from({ length: 10_000 }, (_, at): [string, string] => [
    String(at + 2),
    String(at + 1),
  ]);
  assert.equal(short('1', answers).at(-1), '10000:10001');
});
