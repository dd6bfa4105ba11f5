import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomIds } from '../traceparent.ts';
import { sampler } from './sampling.ts';

test('about as many are drawn as the rate says, and who has the same rate draws the same', () => {
  const ids = randomIds();
  const [one, other, all, none] = [sampler(0.25), sampler(0.25), sampler(1), sampler(0)];
  let drawn = 0;
  for (let index = 0; index < 4_000; index++) {
    const id = ids.trace();
    assert.equal(one(id), other(id));
    assert.ok(all(id) && !none(id));
    if (one(id)) drawn += 1;
  }
  assert.ok(drawn > 800 && drawn < 1_200, `${drawn} of 4,000`);
});

test('whoever draws less draws a part of what others draw', () => {
  const ids = randomIds();
  const [few, many] = [sampler(0.1), sampler(0.5)];
  for (let index = 0; index < 1_000; index++) {
    const id = ids.trace();
    assert.ok(!few(id) || many(id));
  }
});
