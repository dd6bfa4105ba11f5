import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMark, writeMark } from './mark.ts';
import { rangeOf, union, within } from './merge.ts';

const nowhere = { account_id: 1, version: 1, max_id: null, since_id: null, min_id: null, limit: 3 };

describe('a mark', () => {
  const mark = { low: 17, version: 4, run: 'a b', epoch: 2 };
  it('is read back under the circumstances it was written in', () => {
    assert.deepEqual(readMark(writeMark(mark), mark), mark);
  });
  it('says why it is of no use: another version, server or epoch, or nobody can read it', () => {
    const text = writeMark(mark);
    assert.equal(readMark(text, { ...mark, version: 5 }), 'view_version');
    assert.equal(readMark(text, { ...mark, run: 'c' }), 'server_changed');
    assert.equal(readMark(text, { ...mark, epoch: 3 }), 'epoch');
    assert.equal(readMark(null, mark), 'absent');
    assert.equal(readMark('x 4 2 a b', mark), 'unreadable');
  });
});

describe('ranges and unions', () => {
  it('put the newest page first, each id once, within the exclusive bounds', () => {
    const range = rangeOf({ ...nowhere, max_id: 9, since_id: 2 });
    assert.deepEqual(union([[8, 5], [9, 8, 3, 2], [7]], range), [8, 7, 5]);
    assert.ok(!within(9, range) && !within(2, range) && within(3, range));
  });
  it('with min_id put the page right above the cursor, lowest first', () => {
    const range = rangeOf({ ...nowhere, min_id: 2 });
    assert.deepEqual(
      union(
        [
          [8, 5, 3],
          [4, 2],
        ],
        range,
      ),
      [3, 4, 5],
    );
  });
  it('with min_id and since_id keep the stricter of both', () => {
    assert.equal(rangeOf({ ...nowhere, min_id: 2, since_id: 5 }).above, 5);
  });
});
