import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Origin } from './message.ts';
import type { Seen } from './seen.ts';
import { judge, seenFrom, seenNothing, withSeen } from './seen.ts';

const origin = (number: number, previous: number, more: Partial<Origin> = {}): Origin => ({
  ...{ source: 'core', bucket: 5, number, previous, epoch: 100 },
  ...more,
});
const fresh = seenNothing('topic', false, new Map());
const after = (...origins: Origin[]): Seen => origins.reduce(withSeen, fresh);

test('each message names the one before it, so numbers of other topics are no gap', () => {
  assert.equal(judge(fresh, origin(1, 0)).kind, 'next');
  assert.equal(judge(after(origin(1, 0)), origin(7, 1)).kind, 'next');
  assert.equal(judge(after(origin(1, 0), origin(7, 1)), origin(8, 7)).kind, 'next');
});

test('what was seen is old, whoever sends it again', () => {
  const seen = after(origin(1, 0), origin(7, 1), origin(8, 7));
  for (const again of [origin(1, 0), origin(7, 1), origin(8, 7)])
    assert.equal(judge(seen, again).kind, 'old');
});

test('a gap is told, at the begin too, and buckets are counted apart', () => {
  assert.match(
    JSON.stringify(judge(after(origin(1, 0)), origin(9, 7))),
    /7 of bucket 5 of core is missing after 1/,
  );
  assert.equal(judge(fresh, origin(9, 7)).kind, 'lost');
  assert.equal(judge(after(origin(1, 0)), origin(9, 7, { bucket: 6 })).kind, 'lost');
  assert.equal(judge(after(origin(1, 0)), origin(1, 0, { source: 'notification' })).kind, 'next');
});

test('a group that begins at the heads takes any number first, and then no gap', () => {
  const seen = seenNothing('topic', true, new Map([['core', 100]]));
  assert.equal(judge(seen, origin(9, 7)).kind, 'next');
  assert.equal(judge(withSeen(seen, origin(9, 7)), origin(12, 11)).kind, 'lost');
});

test('after a restore numbers begin anew: what is of before is old, the first of after is told', () => {
  const seen = after(origin(9, 0));
  assert.equal(judge(seen, origin(3, 2, { epoch: 200 })).kind, 'lost');
  const rebuilt = seenNothing('topic', true, new Map([['core', 200]]));
  assert.equal(judge(rebuilt, origin(10, 9)).kind, 'old');
  assert.equal(judge(rebuilt, origin(3, 2, { epoch: 200 })).kind, 'next');
});

test('it survives as text', () => {
  const seen = after(origin(1, 0), origin(7, 1));
  assert.deepEqual(seenFrom(JSON.stringify(seen)), seen);
});
