import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Version } from './what-changes.ts';
import { differences } from './what-changes.ts';

const picture = (id: string, description: string | null = null) => ({ id, description });
const version = (more: object = {}): Version =>
  ({
    content: '',
    spoilerText: '',
    sensitive: false,
    language: 'en',
    mediaAttachments: [],
    ...more,
  }) as Version;

test('pictures come, go, are described otherwise and change places', () => {
  const before = version({ mediaAttachments: [picture('1', 'a cat'), picture('2'), picture('3')] });
  const after = version({ mediaAttachments: [picture('3'), picture('1', 'two cats'), picture('4')] });
  const found = differences(before, after);
  assert.deepEqual([found.added, found.removed, found.reordered], [1, 1, true]);
  assert.deepEqual(found.descriptions, [{ before: 'a cat', after: 'two cats' }]);
});

test('what stays is not told', () => {
  const found = differences(version(), version());
  assert.deepEqual(found, {
    added: 0,
    removed: 0,
    descriptions: [],
    reordered: false,
    sensitive: null,
    language: null,
  });
  const changed = differences(version(), version({ sensitive: true, language: 'de' }));
  assert.deepEqual([changed.sensitive, changed.language], [true, 'de']);
});
