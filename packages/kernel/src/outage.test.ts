import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outage } from './outage.ts';

describe('an outage', () => {
  it('lets one caller try, a second after it began and after each failed try', () => {
    let now = 0;
    const one = outage(() => now);
    assert.deepEqual([one.mayAsk(), one.mayAsk(), one.cause], [true, true, undefined]);
    assert.equal(one.began('first'), true);
    assert.equal(one.began('second'), false, 'that is no news');
    assert.equal(one.cause, 'second');
    now = 999;
    assert.equal(one.mayAsk(), false);
    now = 1_000;
    assert.deepEqual([one.mayAsk(), one.mayAsk()], [true, false]);
    now = 60_000;
    assert.equal(one.mayAsk(), false, 'the try is still under way');
    one.began('third');
    assert.equal(one.mayAsk(), false);
    now = 61_000;
    assert.equal(one.mayAsk(), true);
    assert.equal(one.ended(), true);
    assert.equal(one.ended(), false, 'that is no news');
    assert.deepEqual([one.mayAsk(), one.mayAsk(), one.cause], [true, true, undefined]);
  });
});
