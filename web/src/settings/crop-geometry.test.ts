import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inside, keptSize, partOf, slide, slidersOf, wholeOf } from './crop-geometry.ts';

const wide = { width: 3000, height: 1000 };

test('at first the middle of the picture fills the frame', () => {
  assert.deepEqual(partOf(wide, 1, wholeOf(wide)), { left: 1000, top: 0, width: 1000, height: 1000 });
  assert.deepEqual(partOf(wide, 3, wholeOf(wide)), { left: 0, top: 0, width: 3000, height: 1000 });
});

test('nothing beside the picture is ever shown', () => {
  for (const crop of [
    { x: -500, y: 9999, zoom: 0.2 },
    { x: 2900, y: 500, zoom: 1 },
    { x: 0, y: 0, zoom: 99 },
  ]) {
    const part = partOf(wide, 1, inside(wide, 1, crop));
    assert.ok(part.left >= 0 && part.top >= 0, JSON.stringify(part));
    assert.ok(part.left + part.width <= wide.width && part.top + part.height <= wide.height);
  }
});

test('sliders go from edge to edge, and stand still where there is no room', () => {
  const crop = wholeOf(wide);
  assert.deepEqual(slidersOf(wide, 1, crop), { across: 50, along: 50 });
  const left = slide(wide, 1, crop, { across: 0 });
  assert.equal(partOf(wide, 1, left).left, 0);
  assert.deepEqual(slidersOf(wide, 1, left), { across: 0, along: 50 });
  assert.equal(partOf(wide, 1, slide(wide, 1, crop, { across: 100 })).left, 2000);
  assert.deepEqual(slide(wide, 1, crop, { along: 100 }), crop);
});

test('what is kept is no larger than wanted, and never enlarged', () => {
  const part = partOf(wide, 1, wholeOf(wide));
  assert.deepEqual(keptSize(part, { width: 400, height: 400 }), { width: 400, height: 400 });
  assert.deepEqual(keptSize({ ...part, width: 90, height: 90 }, { width: 400, height: 400 }), {
    width: 90,
    height: 90,
  });
});
