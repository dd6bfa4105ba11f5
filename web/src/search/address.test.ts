import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathInside } from './address.ts';

const here = 'http://localhost:3000';

test('profiles, posts and tags of this place are found by their address', () => {
  assert.equal(pathInside(' http://localhost:3000/@mira ', here), '/@mira');
  assert.equal(pathInside('https://localhost:3000/@mira/123/', here), '/@mira/123');
  assert.equal(pathInside('http://localhost:3000/tags/caf%C3%A9', here), '/tags/caf%C3%A9');
});

test('anything else is a text to search for', () => {
  for (const text of [
    'mira',
    '@mira',
    'http://localhost:3000/',
    'http://elsewhere/@mira',
    'http://',
    'http://localhost:3000/account',
  ])
    assert.equal(pathInside(text, here), null, text);
});
