import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Page } from '@fanfare/kernel';
import { parsePage } from '@fanfare/kernel';
import { fillPage } from './fill-page.ts';

/** A list of the numbers 1 to 1000, of which a reader sees some. */
function list(sees: (id: number) => boolean) {
  const reads: number[] = [];
  return {
    reads,
    async read(page: Page) {
      reads.push(page.limit);
      const ids = Array.from({ length: 1000 }, (_, at) => (page.minId === null ? 1000 - at : at + 1)).filter(
        (id) => (page.maxId === null || id < page.maxId) && id > Math.max(page.minId ?? 0, page.sinceId ?? 0),
      );
      return { rows: ids.slice(0, page.limit), more: ids.length > page.limit };
    },
    async keep(ids: number[]) {
      return ids.map((id) => (sees(id) ? id : null));
    },
    cursor: (id: number) => id,
  };
}

const limits = { default: 20, max: 40 };

describe('a page', () => {
  it('is read once when everything is seen', async () => {
    const source = list(() => true);
    const page = await fillPage(parsePage({ limit: '3' }, limits), source);
    assert.deepEqual(page, { items: [1000, 999, 998], next: 998, prev: 1000 });
    assert.deepEqual(source.reads, [4]);
  });

  it('is full although most is hidden, and links on', async () => {
    const source = list((id) => id % 100 === 0);
    const page = await fillPage(parsePage({ limit: '3' }, limits), source);
    assert.deepEqual(page, { items: [1000, 900, 800], next: 800, prev: 1000 });
    assert.deepEqual((await fillPage(parsePage({ limit: '9', max_id: '800' }, limits), source)).next, null);
  });

  it('above a cursor begins right above it', async () => {
    const source = list((id) => id % 100 === 0);
    const page = await fillPage(parsePage({ limit: '2', min_id: '300' }, limits), source);
    assert.deepEqual(page, { items: [500, 400], next: 400, prev: 500 });
    const bounded = await fillPage(parsePage({ limit: '5', min_id: '300', max_id: '500' }, limits), source);
    assert.deepEqual(bounded.items, [400]);
  });

  it('of a reader who sees nothing is empty and ends', async () => {
    const source = list(() => false);
    const page = await fillPage(parsePage({}, limits), source);
    assert.deepEqual(page, { items: [], next: null, prev: null });
    assert.ok(source.reads.length < 10, 'reads grow');
  });
});
