import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countCharacters } from './index.ts';

test('characters as people see them', () => {
  for (const [text, count] of [
    ['', 0],
    ['abc\n', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['👍🏽', 1],
    ['👩‍👩‍👧‍👦', 1],
    ['👩🏽‍❤️‍💋‍👩🏿', 1],
    ['🏴󠁧󠁢󠁳󠁣󠁴󠁿🇩🇪🇫🇷', 3],
    ['한국어', 3],
    ['नि', 1],
    ['مرحبا', 5],
    ['東京', 2],
  ] as const) {
    assert.equal(countCharacters(text), count, JSON.stringify(text));
  }
});

test('links count 23, mentions without their domain, tags in full', () => {
  assert.equal(countCharacters('https://a.org'), 23);
  assert.equal(countCharacters(`a https://a.org/${'x'.repeat(500)}. é`), 2 + 23 + 3);
  assert.equal(countCharacters('@ann@very.long.example.com:3000 x'), 6);
  assert.equal(countCharacters('#tag'), 4);
});

test('the content warning counts too, as it stands', () => {
  assert.equal(countCharacters('abc', 'é!'), 5);
  assert.equal(countCharacters('', 'https://example.com/x'), 21);
});

test('a heap of marks is not a free character', () => {
  assert.equal(countCharacters(`a${'\u0301'.repeat(1599)}`), 100);
});
