import assert from 'node:assert/strict';
import { test } from 'node:test';
import { charactersLeft, toAnnounce } from './count.ts';

const rules = { maxCharacters: 500, charactersReservedPerUrl: 23 };
const left = (text: string, spoilerText = '', warned = spoilerText !== '') =>
  charactersLeft({ text, spoilerText, warned }, rules);

test('characters as people see them, links at their price, mentions without their host', () => {
  assert.equal(left(''), 500);
  assert.equal(left('é👩‍👩‍👧‍👦🇩🇪'), 497);
  assert.equal(left(`see https://example.org/${'x'.repeat(300)}`), 500 - 4 - 23);
  assert.equal(left('@ann@very.long.example.com hi'), 500 - 7);
  assert.equal(
    charactersLeft(
      { text: 'https://a.org', warned: false, spoilerText: '' },
      { ...rules, charactersReservedPerUrl: 5 },
    ),
    495,
  );
});

test('what the server cuts off is not counted', () => {
  assert.equal(left('  hi \n\n'), 500 - 4);
  assert.equal(left('hi\r\nyou'), 500 - 6);
});

test('a warning counts while it is asked for, and is the text where there is none', () => {
  assert.equal(left('abc', 'cw'), 495);
  assert.equal(left('abc', 'cw', false), 497);
  assert.equal(left('', 'https://example.org/long'), 477);
});

test('little is said while there is room', () => {
  assert.deepEqual([300, 21, 20, 11, 10, 4, 0, -1, -12].map(toAnnounce), [
    null,
    null,
    20,
    20,
    10,
    5,
    5,
    -1,
    -12,
  ]);
});
