/** Walks a list of the API by its Link header. */
import assert from 'node:assert/strict';
import type { Api, Reply } from '@fanfare/testkit';

/** Every id of the list, in the order of the pages, following `next`. */
export async function idsByNext(api: Api, path: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  const first = new URLSearchParams({ limit: String(limit) });
  for (let query: URLSearchParams | undefined = first; query !== undefined; ) {
    const reply: Reply<{ id: string }[]> = await api<{ id: string }[]>('GET', `${path}?${query}`);
    assert.equal(reply.status, 200, reply.text);
    ids.push(...reply.body.map((item) => item.id));
    assert.ok(ids.length <= 100_000, 'the list does not end');
    query = reply.link.next;
  }
  return ids;
}

/** The same list walked up from its oldest item by `min_id`; newest first in the result. */
export async function idsByMinId(api: Api, path: string, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let minId = '1'; ; ) {
    const reply: Reply<{ id: string }[]> = await api<{ id: string }[]>(
      'GET',
      `${path}?limit=${limit}&min_id=${minId}`,
    );
    assert.equal(reply.status, 200, reply.text);
    const newest = reply.body[0];
    if (newest === undefined) return ids;
    ids.unshift(...reply.body.map((item) => item.id));
    minId = newest.id;
  }
}
