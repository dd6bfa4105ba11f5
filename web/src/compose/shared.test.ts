import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedText } from './shared.ts';

const search = (members: Record<string, string>) => `?${new URLSearchParams(members)}`;

test('what another app hands over stands on lines of its own', () => {
  assert.equal(
    sharedText(search({ title: 'A page', text: '', url: 'https://example.org/a' })),
    'A page\nhttps://example.org/a',
  );
});

test('what comes twice stands there once', () => {
  const url = 'https://example.org/a';
  assert.equal(sharedText(search({ title: 'A page', text: `A page ${url}`, url })), `A page ${url}`);
  assert.equal(sharedText(search({ text: url, url })), url);
});

test('an ordinary address hands over nothing', () => {
  assert.equal(sharedText(''), null);
  assert.equal(sharedText('?max_id=1'), null);
});
