import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { engineUrl, ownNamespace } from '@fanfare/engines';
import { silentLog } from '@fanfare/kernel';
import type { Elastic } from './elasticsearch-client.ts';
import { openElastic } from './elasticsearch-client.ts';
import { dropIndices } from './elasticsearch-drop.fixture.ts';
import type { Indices } from './elasticsearch-indices.ts';
import { elasticIndices } from './elasticsearch-indices.ts';
import { elasticLeases } from './elasticsearch-lease.ts';
import { removeLeft } from './elasticsearch-rebuild.ts';
import { sweepTombstones } from './elasticsearch-sweep.ts';
import { elasticsearchIndex } from './search-elasticsearch.ts';
import type { SearchIndex } from './search-index.ts';
import { aStatus, batches, statusesFor } from './search-index-kit/setup.ts';

suite('what is no longer needed', () => {
  const namespace = ownNamespace();
  let now = 1_000;
  let url: string;
  let index: SearchIndex;
  let elastic: Elastic;
  let indices: Indices;
  before(async () => {
    url = await engineUrl('elasticsearch');
    index = await elasticsearchIndex({ url, namespace, log: silentLog, clock: { now: () => now } });
    await index.rebuild(batches([]));
    elastic = await openElastic(url);
    indices = elasticIndices(elastic, namespace);
  });
  after(async () => {
    await index.close();
    await elastic.close();
    await dropIndices(url, namespace);
  });

  test('tombstones stay until their time, then go, and what lives stays', async () => {
    const gone = (id: number) => ({ kind: 'status', id, version: 2, deleted: true }) as const;
    await index.apply([aStatus(1, 'living'), gone(2), { ...gone(3), kind: 'account' }]);
    now = 2_000;
    await index.apply([gone(4)]);
    await index.refresh();
    assert.equal(await sweepTombstones(elastic, indices, 1_000), 0);
    assert.equal(await sweepTombstones(elastic, indices, 1_500), 2);
    await index.refresh();
    assert.equal(await sweepTombstones(elastic, indices, 1_500), 0);
    await index.apply([aStatus(4, 'living')]);
    await index.refresh();
    assert.deepEqual(await index.statuses(statusesFor('living')), [1]);
  });

  test('indices that a rebuild left behind go, but not while somebody may fill them', async () => {
    const leases = elasticLeases(elastic, namespace);
    const rebuilding = {
      ...{ elastic, indices, leases, log: silentLog },
      now: () => now,
      closing: new AbortController().signal,
    };
    await index.rebuild(batches([aStatus(1, 'living')]));
    const lease = await leases.take(rebuilding.closing);
    const filled = await indices.create(77);
    const others = { ...rebuilding, leases: elasticLeases(elastic, namespace) };
    const left = await removeLeft(others, []);
    assert.deepEqual([left.length, await removeLeft(others, left)], [6, left]);
    assert.deepEqual((await indices.state()).building, filled);
    await lease.release();
    assert.deepEqual(await removeLeft(rebuilding, []), left);
    assert.deepEqual(await removeLeft(rebuilding, left), []);
    const { active, building, names } = await indices.state();
    assert.equal(building, null);
    assert.deepEqual(names.toSorted(), Object.values(active?.names ?? {}).toSorted());
    assert.deepEqual(await index.statuses(statusesFor('living')), [1]);
  });

  test('a note that came with a copy into another index is none', async () => {
    await index.setNote('mine');
    const { active } = await indices.state();
    assert.ok(active);
    const _meta = { note: 'mine', uuid: 'of another index' };
    await elastic.ask(5_000, (client, options) =>
      client.indices.putMapping({ index: active.names.posts, _meta }, options),
    );
    assert.equal(await index.note(), null);
  });
});
