import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isAppError } from './errors.ts';
import { ID_EPOCH, idAt, idMaker, MAX_CLOCK_SKEW, parseId, timeOf } from './ids.ts';

describe('ids', () => {
  it('are safe integers that rise, whatever the clock does within its bounds', () => {
    const steps = fc.array(fc.integer({ min: -MAX_CLOCK_SKEW, max: 2000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), steps, (node, jumps) => {
        let time = ID_EPOCH + 10_000;
        let highest = time;
        const ids = idMaker(node, () => time);
        let last = 0;
        for (const jump of jumps) {
          time = Math.max(time + jump, highest - MAX_CLOCK_SKEW);
          highest = Math.max(highest, time);
          let id: number;
          try {
            id = ids.next();
          } catch (error) {
            // A burst that borrowed more milliseconds than the guard allows.
            assert.ok(isAppError(error, 'clock_skew'));
            continue;
          }
          assert.ok(Number.isSafeInteger(id) && id > last);
          assert.equal(Math.floor(id / 32) % 256, node);
          last = id;
        }
      }),
    );
  });

  it('differ between nodes in the same millisecond', () => {
    const now = () => ID_EPOCH + 5;
    assert.notEqual(idMaker(1, now).next(), idMaker(2, now).next());
  });

  it('have 16 digits and their time for decades', () => {
    for (const year of [2026, 2050]) {
      const time = Date.UTC(year, 5, 1);
      const id = idMaker(7, () => time).next();
      assert.equal(String(id).length, 16);
      assert.equal(timeOf(id), time);
      assert.ok(idAt(time) <= id && id < idAt(time + 1));
    }
  });

  it('are refused when the clock went back, or lies off the database', () => {
    let time = ID_EPOCH + 1000;
    const ids = idMaker(0, () => time);
    ids.next();
    time -= MAX_CLOCK_SKEW + 1;
    assert.throws(
      () => ids.next(),
      (error) => isAppError(error, 'clock_skew'),
    );
    time = ID_EPOCH + 2000;
    assert.throws(
      () => ids.next(time + MAX_CLOCK_SKEW + 1),
      (error) => isAppError(error, 'clock_skew'),
    );
    assert.ok(ids.next(time + MAX_CLOCK_SKEW) > 0);
  });

  it('are read only from their own form', () => {
    const id = idMaker(3, () => Date.UTC(2026, 0, 1)).next();
    assert.equal(parseId(String(id)), id);
    for (const text of [
      '',
      '0',
      '-1',
      '1.5',
      '1e3',
      'abc',
      '99999999999999999',
      ' 1',
      '9007199254740992',
      null,
      undefined,
      {},
      [],
    ]) {
      assert.equal(parseId(text), null, String(text));
    }
  });
});
