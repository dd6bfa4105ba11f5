import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Page } from './page.ts';
import { linkHeader, parsePage, toPaged } from './page.ts';

/** What a store does: rows in the page's order, one more than asked. */
function query(ids: readonly number[], page: Page): number[] {
  const rows = ids
    .filter(
      (id) =>
        (page.maxId === null || id < page.maxId) &&
        (page.sinceId === null || id > page.sinceId) &&
        (page.minId === null || id > page.minId),
    )
    .sort((a, b) => (page.minId === null ? b - a : a - b));
  return rows.slice(0, page.limit + 1);
}

const limits = { default: 20, max: 40 };
const idSets = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 });
const sizes = fc.integer({ min: 1, max: 7 });

describe('pages', () => {
  it('walk a list to its end by next, each item once, newest first', () => {
    fc.assert(
      fc.property(idSets, sizes, (ids, limit) => {
        const seen: number[] = [];
        let maxId: number | null = null;
        do {
          const page: Page = { maxId, sinceId: null, minId: null, limit };
          const paged = toPaged(query(ids, page), page, (id) => id);
          seen.push(...paged.items);
          maxId = paged.next;
        } while (maxId !== null);
        assert.deepEqual(
          seen,
          ids.toSorted((a, b) => b - a),
        );
      }),
    );
  });

  it('walk back up by prev as min_id', () => {
    fc.assert(
      fc.property(idSets, sizes, fc.integer({ min: 0, max: 500 }), (ids, limit, from) => {
        const seen: number[] = [];
        let minId = from;
        while (true) {
          const page: Page = { maxId: null, sinceId: null, minId, limit };
          const paged = toPaged(query(ids, page), page, (id) => id);
          if (paged.prev === null) break;
          seen.push(...paged.items.toReversed());
          minId = paged.prev;
        }
        assert.deepEqual(
          seen,
          ids.filter((id) => id > from).toSorted((a, b) => a - b),
        );
      }),
    );
  });

  it('take what they can read and leave the rest', () => {
    const page = parsePage({ max_id: 'x', since_id: '12', min_id: '', limit: '1000' }, limits);
    assert.deepEqual(page, { maxId: null, sinceId: 12, minId: null, limit: 40 });
    assert.equal(parsePage({ limit: '-3' }, limits).limit, 20);
    assert.equal(parsePage({ limit: '0' }, limits).limit, 1);
  });

  it('link absolutely, next first, and keep other parameters', () => {
    const url = new URL('https://example.org/api/v1/notifications?types[]=mention&limit=2&max_id=9');
    const header = linkHeader(url, { next: 5, prev: 8 });
    assert.equal(
      header,
      '<https://example.org/api/v1/notifications?types%5B%5D=mention&limit=2&max_id=5>; rel="next", ' +
        '<https://example.org/api/v1/notifications?types%5B%5D=mention&limit=2&min_id=8>; rel="prev"',
    );
    assert.equal(linkHeader(url, { next: null, prev: null }), undefined);
  });
});
