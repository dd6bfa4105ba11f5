import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, saysNothingNew } from './draft.ts';
import type { Shelf } from './draft-store.ts';
import { dropDraft, keepDraft, keptDraft, keptDrafts } from './draft-store.ts';

function newShelf(): Shelf {
  const values = new Map<string, string>();
  return {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, value) => void values.set(name, value),
    removeItem: (name) => void values.delete(name),
    key: (index) => [...values.keys()][index] ?? null,
    get length() {
      return values.size;
    },
  };
}

test('a draft comes back as it was kept, to its own account only, the newest first', () => {
  const shelf = newShelf();
  const first = keepDraft(shelf, '1', emptyDraft('new', { text: 'one' }), 10);
  const second = keepDraft(shelf, '1', emptyDraft('reply:7', { text: 'two', inReplyToId: '7' }), 20);
  keepDraft(shelf, '12', emptyDraft('new', { text: "another's" }), 30);
  shelf.setItem('fanfare.draft.1.broken', '{"id":');
  assert.deepEqual(keptDrafts(shelf, '1'), [second, first]);
});

test('saved again and again it stays one', () => {
  const shelf = newShelf();
  let draft = keepDraft(shelf, '1', emptyDraft('new', { text: 'a' }), 1);
  draft = keepDraft(shelf, '1', { ...draft, text: 'ab' }, 2);
  assert.deepEqual(keptDrafts(shelf, '1'), [draft]);
});

test('two tabs on the same draft: neither loses its text, and they are two posts', () => {
  const shelf = newShelf();
  const opened = keepDraft(shelf, '1', emptyDraft('new', { text: 'start' }), 1);
  const left = keepDraft(shelf, '1', { ...opened, text: 'start, left' }, 2);
  const right = keepDraft(shelf, '1', { ...opened, text: 'start, right' }, 3);
  assert.equal(left.id, opened.id);
  assert.notEqual(right.id, opened.id);
  assert.deepEqual(
    keptDrafts(shelf, '1').map(({ text }) => text),
    ['start, right', 'start, left'],
  );
});

test('what another tab has sent is not written back under the same key', () => {
  const shelf = newShelf();
  const opened = keepDraft(shelf, '1', emptyDraft('new', { text: 'sent' }), 1);
  dropDraft(shelf, '1', opened);
  const later = keepDraft(shelf, '1', { ...opened, text: 'sent, and more' }, 2);
  assert.notEqual(later.id, opened.id);
});

test("dropping leaves another tab's newer text", () => {
  const shelf = newShelf();
  const opened = keepDraft(shelf, '1', emptyDraft('new', { text: 'a' }), 1);
  const newer = keepDraft(shelf, '1', { ...opened, text: 'ab' }, 2);
  dropDraft(shelf, '1', opened);
  assert.deepEqual(keptDraft(shelf, '1', opened.id), newer);
});

test('prefilled names alone are nothing to keep', () => {
  const start = emptyDraft('reply:1', { text: '@ann ' });
  assert.ok(saysNothingNew({ ...start, text: '@ann' }, start));
  assert.ok(saysNothingNew({ ...start, warned: true }, start));
  assert.ok(!saysNothingNew({ ...start, text: '@ann hi' }, start));
  assert.ok(!saysNothingNew({ ...start, media: [{ id: '1', description: '', focus: null }] }, start));
});
