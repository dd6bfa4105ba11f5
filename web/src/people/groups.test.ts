import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Notice } from '../api/entities.ts';
import { groupNotices, isAfter } from './groups.ts';

const noon = Date.parse('2026-11-22T12:00:00Z');

function notice(id: number, type: string, who: string, post?: string, hoursAgo = 0): Notice {
  return {
    id: String(id),
    type,
    createdAt: new Date(noon - hoursAgo * 3_600_000).toISOString(),
    account: { id: who },
    ...(post === undefined ? {} : { status: { id: post } }),
  } as unknown as Notice;
}

const shape = (notices: Notice[], readTo: string | null = null) =>
  groupNotices(notices, readTo).map((group) => [group.type, group.notices.map(({ account }) => account.id)]);

test('favourites of one post are one line where the newest is, also when others came in between', () => {
  const list = [
    notice(6, 'favourite', 'mira', 'p'),
    notice(5, 'mention', 'june', 'q'),
    notice(4, 'favourite', 'june', 'p'),
    notice(3, 'favourite', 'ravi', 'other'),
    notice(2, 'reblog', 'june', 'p'),
  ];
  assert.deepEqual(shape(list), [
    ['favourite', ['mira', 'june']],
    ['mention', ['june']],
    ['favourite', ['ravi']],
    ['reblog', ['june']],
  ]);
});

test('mentions and requests are never put together, and nobody stands twice in a line', () => {
  assert.deepEqual(shape([notice(2, 'mention', 'mira', 'p'), notice(1, 'mention', 'mira', 'p')]).length, 2);
  assert.deepEqual(shape([notice(2, 'favourite', 'mira', 'p'), notice(1, 'favourite', 'mira', 'p')]), [
    ['favourite', ['mira']],
  ]);
});

test('what was read already, or is a day older, begins a line of its own', () => {
  const list = [notice(3, 'follow', 'a'), notice(2, 'follow', 'b'), notice(1, 'follow', 'c', undefined, 25)];
  assert.deepEqual(shape(list), [
    ['follow', ['a', 'b']],
    ['follow', ['c']],
  ]);
  assert.deepEqual(shape(list, '2').length, 3);
});

test('ids are compared as numbers', () => {
  assert.ok(isAfter('10', '9'));
  assert.ok(!isAfter('9', '10'));
  assert.ok(isAfter('1', null));
});
