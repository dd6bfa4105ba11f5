import assert from 'node:assert/strict';
import { test } from 'node:test';
import { focusAt, focusText, movedBy, placeOf } from './focus.ts';

test('a point of the picture is from -1 to 1, upwards', () => {
  assert.deepEqual(focusAt(0, 0), { x: -1, y: 1 });
  assert.deepEqual(focusAt(0.5, 0.5), { x: 0, y: 0 });
  assert.deepEqual(focusAt(1, 1), { x: 1, y: -1 });
  assert.deepEqual(focusAt(2, -3), { x: 1, y: 1 }, 'outside is the edge');
});

test('and is shown where it was put', () => {
  assert.deepEqual(placeOf(focusAt(0.25, 0.75)), { left: 25, top: 75 });
});

test('arrows move it up to the edge, Home puts it back', () => {
  assert.deepEqual(movedBy('ArrowUp', { x: 0, y: 0.95 }), { x: 0, y: 1 });
  assert.deepEqual(movedBy('ArrowLeft', { x: 0, y: 0 }), { x: -0.1, y: 0 });
  assert.deepEqual(movedBy('Home', { x: 0.4, y: -0.2 }), { x: 0, y: 0 });
  assert.equal(movedBy('a', { x: 0, y: 0 }), null);
});

test('it is sent as two numbers', () => {
  assert.equal(focusText({ x: -0.5, y: 0.25 }), '-0.5,0.25');
});
