import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { signal } from '@fanfare/kernel';
import { batched } from './batched.ts';
import { boundedMap } from './bounded-map.ts';

describe('loads at the same time', () => {
  it('become one, and each asker gets what it asked for', async () => {
    const loads: number[][] = [];
    const load = batched(async (ids) => {
      loads.push(ids.toSorted());
      return new Map(ids.map((id) => [id, `n${id}`]));
    });
    const [one, two] = await Promise.all([load([1, 2]), load([2, 3])]);
    assert.deepEqual(loads, [[1, 2, 3]]);
    assert.equal(one.get(1), 'n1');
    assert.equal(two.get(3), 'n3');
    await load([1]);
    assert.equal(loads.length, 2, 'nothing is kept');
  });

  it('are not joined to one that has begun: it may not see what was written since', async () => {
    let written = 'before';
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    const load = batched(async (ids) => {
      const seen = written;
      begun.resolve();
      await gate.promise;
      return new Map(ids.map((id) => [id, seen]));
    });
    const early = load([1]);
    await begun.promise;
    written = 'after';
    const late = load([1]);
    gate.resolve();
    assert.equal((await early).get(1), 'before');
    assert.equal((await late).get(1), 'after');
  });

  it('fail together, and the next one tries again', async () => {
    let fails = true;
    const load = batched(async (ids) => {
      if (fails) throw new Error('away');
      return new Map(ids.map((id) => [id, id]));
    });
    const both = await Promise.allSettled([load([1]), load([2])]);
    assert.deepEqual(
      both.map((one) => one.status),
      ['rejected', 'rejected'],
    );
    fails = false;
    assert.equal((await load([1])).get(1), 1);
  });

  it('of nothing load nothing', async () => {
    const load = batched(async () => {
      throw new Error('not needed');
    });
    assert.equal((await load([])).size, 0);
  });
});

describe('a bounded map', () => {
  it('keeps what is used and forgets the rest', () => {
    const map = boundedMap<number, number>(10, signal());
    for (let key = 0; key < 1000; key++) {
      map.set(key, key);
      assert.equal(map.get(0), 0);
    }
    assert.equal(map.get(500), undefined);
    assert.equal(map.get(999), 999);
  });

  it('holds nothing after it was told to forget, nor takes what was being loaded then', () => {
    const forget = signal();
    const map = boundedMap<number, string>(10, forget);
    for (let key = 0; key < 8; key++) map.set(key, 'before');
    const late = map.filler();
    forget.raise();
    assert.equal(map.get(0), undefined);
    assert.equal(map.get(7), undefined);
    late(1, 'before');
    assert.equal(map.get(1), undefined);
    map.filler()(1, 'after');
    assert.equal(map.get(1), 'after');
  });
});
