import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compareIds,
  justAbove,
  listOf,
  missingFrom,
  withArrived,
  withNewest,
  withOlder,
  withOnTop,
  without,
  withReplaced,
  withWaitingShown,
} from './list-state.ts';

const list = listOf({ ids: ['9', '8', '7'], next: '7' });
const numbered = (from: number, count: number) => Array.from({ length: count }, (_, at) => String(from - at));

test('a page boundary that brings a post twice shows it once', () => {
  assert.deepEqual(withOlder(list, { ids: ['7', '6'], next: null }).ids, ['9', '8', '7', '6']);
});

test('what arrives waits, once, and is shown on top when it is asked for', () => {
  const arrived = withArrived(withArrived(list, ['10']), ['11', '10', '9']);
  assert.deepEqual(arrived.ids, list.ids);
  assert.deepEqual(arrived.waiting, ['11', '10']);
  const shown = withWaitingShown(arrived);
  assert.deepEqual(shown.ids, ['11', '10', '9', '8', '7']);
  assert.deepEqual(shown.waiting, []);
  assert.equal(shown.next, '7');
});

test('who comes back after a day waits for the newest, below which the list goes on', () => {
  const many = withArrived(list, numbered(200, 100));
  assert.equal(many.waiting.length, 40);
  const shown = withWaitingShown(many);
  assert.deepEqual([shown.ids[0], shown.ids.at(-1), shown.next], ['200', '161', '161']);
});

test('the newest page that reaches what is known fills the hole', () => {
  const asked = withNewest(list, { ids: ['11', '10', '9', '8'], next: '8' }, false);
  assert.deepEqual(asked.waiting, ['11', '10']);
  assert.equal(asked.gap, null);
});

test('a hole larger than a page makes what waits begin the list anew', () => {
  const asked = withNewest(list, { ids: ['30', '29'], next: '29' }, false);
  assert.deepEqual(asked.ids, list.ids);
  assert.deepEqual(withWaitingShown(asked), listOf({ ids: ['30', '29'], next: '29' }));
});

test('a short answer to what is newer has no hole below it', () => {
  const asked = withNewest(list, { ids: ['30', '29'], next: '29' }, true);
  assert.deepEqual(withWaitingShown(asked).ids, ['30', '29', '9', '8', '7']);
});

test('where nothing was shown the newest are shown at once', () => {
  assert.deepEqual(withNewest(listOf({ ids: [], next: null }), { ids: ['2', '1'], next: null }, false).ids, [
    '2',
    '1',
  ]);
});

test('what is taken out keeps its place in the list, and comes back there', () => {
  const taken = without(withArrived(list, ['10']), ['8', '10']);
  assert.deepEqual(taken.ids, list.ids);
  assert.deepEqual([...taken.removed], ['8', '10']);
  assert.deepEqual(taken.waiting, []);
  const back = withOnTop(taken, ['8']);
  assert.deepEqual(back.ids, list.ids);
  assert.ok(!back.removed.has('8'));
});

test('one of the list that a newer page should have and has not was deleted', () => {
  assert.deepEqual(missingFrom({ ids: ['10', '9', '7', '6'], next: '6' }, list), ['8']);
  assert.deepEqual(missingFrom({ ids: ['8'], next: '8' }, list), []);
});

test('a published post takes the place of the one that waited, once', () => {
  assert.deepEqual(withReplaced(list, '8', '12').ids, ['9', '12', '7']);
  assert.deepEqual(withReplaced(list, '8', '9').ids, ['9', '7']);
});

test('ids are compared and counted as numbers', () => {
  assert.ok(compareIds('1782159913140224', '99') > 0);
  assert.ok(compareIds('1782159913140224', '1782159913140225') < 0);
  assert.equal(compareIds('5', '5'), 0);
  assert.equal(justAbove('9007199254740993'), '9007199254740994');
});
