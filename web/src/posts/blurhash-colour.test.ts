import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blurhashColour } from './blurhash-colour.ts';

test('the third to sixth sign are the mean colour', () => {
  // 0xff8000 in base 83
  assert.equal(blurhashColour('00TNoSfQfQfQ'), 'rgb(255 128 0)');
  assert.equal(blurhashColour('000000'), 'rgb(0 0 0)');
});

test('what is no blurhash has no colour', () => {
  for (const none of [null, undefined, '', 'L6', 'LE"BC!xyz']) assert.equal(blurhashColour(none), undefined);
});
