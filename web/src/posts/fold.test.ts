import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLong } from './fold.ts';

test('500 characters stand in a list as they are', () => {
  assert.equal(isLong(`<p>${'word '.repeat(100)}</p>`), false);
});

test('many lines, or very many characters, are folded', () => {
  assert.equal(isLong(`<p>${'a<br />'.repeat(30)}</p>`), true);
  assert.equal(isLong(`<p>a</p>`.repeat(12)), true);
  assert.equal(isLong(`<p>${'word '.repeat(400)}</p>`), true);
  assert.equal(isLong(`<p>${'雨'.repeat(600)}</p>`), true);
});

test('the addresses in the markup do not count', () => {
  assert.equal(isLong(`<p><a href="https://example.org/${'x'.repeat(3000)}">here</a></p>`), false);
});
