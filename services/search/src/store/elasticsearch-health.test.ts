import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { Answers } from './elasticsearch-answers.fixture.ts';
import { answersWith, version } from './elasticsearch-answers.fixture.ts';
import type { Elastic } from './elasticsearch-client.ts';
import { openElastic } from './elasticsearch-client.ts';
import { indexHealth } from './elasticsearch-health.ts';

suite('the health of the index', () => {
  let server: Answers;
  let elastic: Elastic;
  let status = 'green';
  before(async () => {
    server = await answersWith((path) =>
      path.includes('_cluster') ? { body: { status } } : version('8.19.21'),
    );
    elastic = await openElastic(server.url);
  });
  after(() => elastic.close());

  test('a part that is missing is waited for, then the whole is beyond help; a node that brings it back in time helps', async () => {
    const patient = indexHealth(elastic, 'ours', 60_000);
    const hasty = indexHealth(elastic, 'ours', -1);
    assert.deepEqual(await patient.health(), { ok: true, detail: 'Elasticsearch 8.19.21' });
    assert.equal(await hasty.isBeyondHelp(), false);
    status = 'red';
    assert.equal((await patient.health()).ok, false);
    assert.deepEqual([await patient.isBeyondHelp(), await hasty.isBeyondHelp()], [false, true]);
    status = 'yellow';
    assert.deepEqual(await hasty.health(), { ok: true, detail: 'Elasticsearch 8.19.21' });
    assert.equal(await hasty.isBeyondHelp(), false);
    assert.ok(server.asked.every(({ path }) => !path.includes('_cluster') || path.includes('ours-search-')));
  });

  test('an engine that is away says why', async () => {
    await server.close();
    const { ok, detail } = await indexHealth(elastic, 'ours', 0).health();
    assert.equal(ok, false);
    assert.match(detail ?? '', /^The search index does not answer: .*(ECONNREFUSED|socket|other side)/);
  });
});
