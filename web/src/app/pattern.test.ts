import assert from 'node:assert/strict';
import { test } from 'node:test';
import { patternOf } from './pattern.ts';

test('what follows an @ is a parameter, up to the next slash', () => {
  const pattern = patternOf('/@:username/:id');
  assert.ok(pattern instanceof RegExp);
  assert.deepEqual({ ...pattern.exec('/@mira/17')?.groups }, { username: 'mira', id: '17' });
  assert.equal(pattern.exec('/@mira'), null);
  assert.equal(pattern.exec('/@mira/17/favourited_by'), null);
  assert.equal(pattern.exec('/mira/17'), null);
});

test('other paths are the router’s own', () => {
  assert.equal(patternOf('/tags/:tag'), '/tags/:tag');
});
