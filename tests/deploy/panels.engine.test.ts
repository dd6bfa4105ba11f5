/** Every panel shows something once Fanfare is used: its queries, on a Prometheus that looked at a real load. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { live } from './life.ts';
import { indexLogs } from './log-lines.ts';
import type { Question } from './panels.ts';
import { annotationQuestions, logQuestions, questions, variableQuestions, withExemplars } from './panels.ts';
import type { Watched } from './watched.ts';
import { startWatched } from './watched.ts';

/** s */
const every = { scrape: 1, step: 1 };
const LOAD = 25_000;

describe('the panels, under load', () => {
  let watched: Watched;
  let from = 0;
  let until = 0;

  before(async () => {
    watched = await startWatched(every.scrape);
    from = Date.now();
    const over = () => Date.now() > from + LOAD;
    const { one, several, environments, cache } = watched;
    const lives = [live(one, environments.one, over), live(several, environments.several, over)];
    await pause(LOAD / 2);
    cache.close();
    await pause(2000);
    cache.open();
    await Promise.all(lives);
    await pause(2 * every.scrape * 1000);
    until = Date.now();
  });
  after(() => watched.stop());

  /** Those that show nothing: no series, or none that ever had a number. */
  async function empty(asked: readonly Question[]): Promise<string[]> {
    const answers = await Promise.all(
      asked.map(async ({ name, expr }) => {
        const series = await watched.prometheus.queryRange(expr, from, until, every.step);
        const seen = series.some(({ points }) => points.some(({ value }) => Number.isFinite(value)));
        return seen ? [] : [`${name}\n    ${expr}`];
      }),
    );
    return answers.flat();
  }

  it('all show something', async () => {
    assert.deepEqual(await empty(questions(every)), []);
  });

  it('offer values for every variable', async () => {
    assert.deepEqual(await empty(variableQuestions()), []);
  });

  it('can mark when alerts fired', async () => {
    for (const { expr } of annotationQuestions())
      await watched.prometheus.queryRange(expr, from, until, every.step);
  });

  it('showed that the cache was away for a moment', async () => {
    const away = questions(every).filter(({ name }) => name.startsWith('Fanfare: engines: Away'));
    assert.equal(away.length, 1);
    for (const { expr } of away) {
      const series = await watched.prometheus.queryRange(expr, from, until, every.step);
      const values = series.flatMap(({ points }) => points.map(({ value }) => value));
      assert.equal(Math.max(...values), 1);
      assert.equal(values.at(-1), 0);
    }
  });

  it('find log lines', async () => {
    const lines = await indexLogs(watched.folder);
    try {
      for (const { name, expr } of logQuestions()) assert.ok((await lines.count(expr)) > 0, name);
    } finally {
      await lines.drop();
    }
  });

  it('lead from a slow request to its trace', async () => {
    for (const { name, expr } of withExemplars(every)) {
      const query = new URLSearchParams({
        query: expr,
        start: String(from / 1000),
        end: String(until / 1000),
      });
      const answer = await fetch(`${watched.prometheus.url}/api/v1/query_exemplars?${query}`);
      const { data } = (await answer.json()) as {
        data: { exemplars: { labels: { trace_id?: string } }[] }[];
      };
      const ids = data.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id ?? ''));
      assert.ok(
        ids.some((id) => /^[0-9a-f]{32}$/.test(id)),
        name,
      );
    }
  });
});
