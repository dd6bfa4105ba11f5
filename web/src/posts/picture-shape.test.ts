import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aspectOf, focusOf } from './picture-shape.ts';

test('a picture alone keeps its shape, within bounds', () => {
  assert.equal(aspectOf({ meta: { original: { width: 1200, height: 800 } } }), 1.5);
  assert.equal(aspectOf({ meta: { original: { width: 100, height: 900 } } }), 0.8);
  assert.equal(aspectOf({ meta: { original: { width: 900, height: 10 } } }), 3);
  assert.equal(aspectOf({ meta: { original: { width: 0, height: 0 } } }), 1.6);
  assert.equal(aspectOf({ meta: null }), 1.6);
});

test('the focus goes from -1 (left, bottom) to 1 (right, top)', () => {
  assert.equal(focusOf({ meta: { focus: { x: 0, y: 0 } } }), '50% 50%');
  assert.equal(focusOf({ meta: { focus: { x: -1, y: 1 } } }), '0% 0%');
  assert.equal(focusOf({ meta: {} }), undefined);
});
