import assert from 'node:assert/strict';
import { it } from 'node:test';
import { signal } from '@fanfare/kernel';
import { versioned } from './versioned.ts';

it('a row is loaded once per version', async () => {
  const table = new Map([1, 2].map((id) => [id, { id, version: 1, text: `first ${id}` }]));
  const loads: number[][] = [];
  const rows = versioned(10, signal(), async (ids) => {
    loads.push(ids);
    return ids.flatMap((id) => table.get(id) ?? []);
  });
  const present = () => [...table.values()].map(({ id, version }) => ({ id, version }));
  const texts = async () => [...(await rows(present())).values()].map((row) => row.text).toSorted();

  assert.deepEqual(await texts(), ['first 1', 'first 2']);
  assert.deepEqual(await texts(), ['first 1', 'first 2']);
  assert.deepEqual(loads, [[1, 2]]);
  table.set(2, { id: 2, version: 2, text: 'second' });
  assert.deepEqual(await texts(), ['first 1', 'second']);
  assert.deepEqual(loads, [[1, 2], [2]]);
});

it('a row that changed while it was loaded is kept under the version it has', async () => {
  let version = 2;
  const rows = versioned(10, signal(), async () => [{ id: 1, version }]);
  assert.equal((await rows([{ id: 1, version: 1 }])).get(1)?.version, 2);
  version = 3;
  assert.equal((await rows([{ id: 1, version: 2 }])).get(1)?.version, 2, 'from what is kept');
  assert.equal((await rows([{ id: 1, version: 3 }])).get(1)?.version, 3);
});

it('a row that was being loaded when all was to be forgotten is not kept', async () => {
  const forget = signal();
  let text = 'before';
  const begun = Promise.withResolvers<void>();
  const gate = Promise.withResolvers<void>();
  const rows = versioned(10, forget, async () => {
    const row = { id: 1, version: 1, text };
    begun.resolve();
    await gate.promise;
    return [row];
  });
  const present = [{ id: 1, version: 1 }];
  const early = rows(present);
  await begun.promise;
  text = 'after';
  forget.raise();
  gate.resolve();
  assert.equal((await early).get(1)?.text, 'before');
  assert.equal((await rows(present)).get(1)?.text, 'after');
});
