import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Answer, Answers } from './elasticsearch-answers.fixture.ts';
import { answersWith, version } from './elasticsearch-answers.fixture.ts';
import { bulk } from './elasticsearch-bulk.ts';
import type { Elastic } from './elasticsearch-client.ts';
import { openElastic } from './elasticsearch-client.ts';
import { stored } from './elasticsearch-documents.ts';
import { aStatus } from './search-index-kit/setup.ts';

suite('many documents in one request', () => {
  let server: Answers;
  let elastic: Elastic;
  /** What becomes of each document, one request after the other. */
  let results: object[][] = [];
  before(async () => {
    server = await answersWith((path): Answer => {
      if (!path.includes('_bulk')) return version('8.19.21');
      return { body: { items: (results.shift() ?? []).map((index) => ({ index })) } };
    });
    elastic = await openElastic(server.url);
  });
  after(async () => {
    await elastic.close();
    await server.close();
  });

  const writes = (...ids: number[]) =>
    ids.map((id) => ({ document: stored(aStatus(id, `number ${id}`), 0), to: 'posts' }));
  const created = { status: 201 };
  const failed = (status: number, type: string) => ({ status, error: { type, reason: 'so it is' } });
  const idsOf = (body: string | undefined) =>
    [...(body ?? '').matchAll(/"_id":"(\d+)"/g)].map(([, id]) => Number(id));

  test('each has an outcome of its own', async () => {
    results = [
      [
        created,
        failed(409, 'version_conflict_engine_exception'),
        failed(404, 'index_not_found_exception'),
        failed(400, 'document_parsing_exception'),
      ],
    ];
    assert.deepEqual(await bulk(elastic, writes(1, 2, 3, 4)), [
      { state: 'stored' },
      { state: 'stored' },
      { state: 'missing' },
      { state: 'refused', reason: 'document_parsing_exception: so it is' },
    ]);
  });

  test('those that find no room are sent again, alone', async () => {
    const busy = failed(429, 'es_rejected_execution_exception');
    results = [[created, busy, created, busy], [busy, created], [created]];
    const outcomes = await bulk(elastic, writes(11, 12, 13, 14));
    assert.ok(outcomes.length === 4 && outcomes.every(({ state }) => state === 'stored'));
    assert.deepEqual(
      server.asked.slice(-3).map(({ body }) => idsOf(body)),
      [[11, 12, 13, 14], [12, 14], [12]],
    );
  });

  test('but not for ever', async () => {
    results = Array.from({ length: 9 }, () => [failed(429, 'es_rejected_execution_exception')]);
    await assert.rejects(bulk(elastic, writes(21)), { code: 'engine_away' });
  });

  test('an engine that can store nothing is away', async () => {
    for (const [status, type] of [
      [403, 'cluster_block_exception'],
      [429, 'cluster_block_exception'],
      [503, 'unavailable_shards_exception'],
    ] as const) {
      results = [[created, failed(status, type)]];
      await assert.rejects(bulk(elastic, writes(31, 32)), { code: 'engine_away' });
    }
  });

  test('a long text goes in requests of their own', async () => {
    const before = server.asked.length;
    results = [[created], [created]];
    const large = [41, 42].map((id) => ({
      document: stored(aStatus(id, 'word '.repeat(500_000)), 0),
      to: 'posts',
    }));
    assert.equal((await bulk(elastic, large)).length, 2);
    assert.deepEqual(
      server.asked.slice(before).map(({ body }) => idsOf(body)),
      [[41], [42]],
    );
  });
});
