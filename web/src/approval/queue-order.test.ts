import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareQueues, neighbour, rangeOf } from './queue-order.ts';

test('what the server does not name any more is gone; what it names anew is fresh', () => {
  const look = { shown: ['1', '2', '3'], waiting: ['1', '3', '4'], whole: true, toEnd: true };
  assert.deepEqual(compareQueues(look), { gone: ['2'], fresh: ['4'] });
  assert.deepEqual(compareQueues({ ...look, waiting: [] }), { gone: ['1', '2', '3'], fresh: [] });
});

test('of a part of the queue nothing is concluded for the rest', () => {
  const look = { shown: ['1', '2', '30'], waiting: ['1', '9'], whole: false, toEnd: false };
  assert.deepEqual(compareQueues(look), { gone: ['2'], fresh: [] });
});

test('a range goes either way, and is one where it has no beginning', () => {
  const ids = ['a', 'b', 'c', 'd'];
  assert.deepEqual(rangeOf(ids, 'b', 'd'), ['b', 'c', 'd']);
  assert.deepEqual(rangeOf(ids, 'd', 'c'), ['c', 'd']);
  assert.deepEqual(rangeOf(ids, null, 'c'), ['c']);
  assert.deepEqual(rangeOf(ids, 'gone', 'c'), ['c']);
  assert.deepEqual(rangeOf(ids, 'a', 'gone'), []);
});

test('neighbours that do not pass are stepped over', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const passes = (id: string) => id !== 'b';
  assert.equal(neighbour(ids, null, 1, passes), 'a');
  assert.equal(neighbour(ids, 'a', 1, passes), 'c');
  assert.equal(neighbour(ids, 'c', -1, passes), 'a');
  assert.equal(neighbour(ids, 'd', 1, passes), null);
  assert.equal(neighbour(ids, 'a', -1, passes), null);
});
