/** Every panel shows something once Fanfare is used: its queries, on a Prometheus that looks at a real load. */
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
/** Looks, after which whatever is empty stays so. */
const PATIENCE = 60;

describe('the panels, under load', () => {
  let watched: Watched;
  let from = 0;
  let until = 0;
  let missing: string[] = [];
  /** Each service that was offered at the last look. */
  let alone = new Map<string, Question>();
  let missingAlone: string[] = [];

  before(async () => {
    watched = await startWatched(every.scrape);
    from = Date.now();
    let over = false;
    const { one, several, environments, cache } = watched;
    const lives = [one, several].map((url, index) =>
      live(url, environments[index === 0 ? 'one' : 'several'], () => over),
    );
    const looking = async () => {
      try {
        await sees('sum(rate(fanfare_timeline_deliveries_total[4s])) > 0');
        cache.close();
        await sees('fanfare_engine_up{engine="cache"} == 0');
        cache.open();
        await sees('min(fanfare_engine_up) == 1');
        for (let looks = 0; looks < PATIENCE; looks += 1) {
          until = Date.now();
          missing = await empty(questions(every));
          // One that was asked for the first time just now has no rate yet, and one more may be offered at any later look.
          alone = await eachAlone();
          missingAlone = await empty([...alone.values()]);
          if (missing.length + missingAlone.length === 0) break;
          await pause(every.scrape * 1000);
        }
      } finally {
        over = true;
      }
    };
    await Promise.all([looking(), ...lives]);
    until = Date.now();
  });
  after(() => watched?.stop());

  /** Until the expression answers anything. */
  async function sees(expr: string): Promise<void> {
    for (let looks = 0; looks < PATIENCE; looks += 1) {
      if ((await watched.prometheus.query(expr)).length > 0) return;
      await pause(every.scrape * 1000);
    }
    assert.fail(`Prometheus never saw ${expr}`);
  }

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

  it('all show something', () => {
    assert.deepEqual(missing, []);
  });

  it('offer values for every variable', async () => {
    assert.deepEqual(await empty(variableQuestions()), []);
  });

  /** For each service that is offered: what it was asked. */
  async function eachAlone(): Promise<Map<string, Question>> {
    const offered = variableQuestions().find(({ name }) => name.endsWith('$service'));
    const series = await watched.prometheus.queryRange(offered?.expr ?? '', from, until, every.step);
    return new Map(
      series.map(({ labels: { service = '' } }) => {
        const asked = questions(every, { service }).find(
          ({ name }) => name === 'Fanfare: a service: Requests, A',
        );
        assert.ok(asked);
        return [service, asked];
      }),
    );
  }

  it('show each service alone', () => {
    for (const name of ['auth', 'write', 'read', 'notification', 'search']) assert.ok(alone.has(name), name);
    assert.deepEqual(missingAlone, []);
  });

  it('can mark when alerts fired', async () => {
    for (const { expr } of annotationQuestions())
      await watched.prometheus.queryRange(expr, from, until, every.step);
  });

  it('show since when an engine was away, and that it is back', async () => {
    const [reached] = questions(every).filter(({ name }) => name.startsWith('Fanfare: engines: Reached'));
    const series = await watched.prometheus.queryRange(reached?.expr ?? '', from, until, every.step);
    const cache = series.find(({ labels }) => labels.engine === 'cache')?.points.map(({ value }) => value);
    assert.equal(Math.min(...(cache ?? [])), 0);
    assert.equal(cache?.at(-1), 1);
  });

  it('find log lines', async () => {
    const lines = await indexLogs(watched.folder);
    try {
      for (const { name, expr } of logQuestions()) assert.ok((await lines.count(expr)) > 0, name);
    } finally {
      await lines.drop();
    }
  });

  it('lead from their points to traces', async () => {
    const without = await Promise.all(
      withExemplars(every).map(async ({ name, expr }) => {
        const times = { start: String(from / 1000), end: String(until / 1000) };
        const asked = new URLSearchParams({ query: expr, ...times });
        const answer = await fetch(`${watched.prometheus.url}/api/v1/query_exemplars?${asked}`);
        const { data } = (await answer.json()) as { data: { exemplars: Exemplar[] }[] };
        const ids = data.flatMap(({ exemplars }) => exemplars.map(({ labels }) => labels.trace_id ?? ''));
        return ids.some((id) => /^[0-9a-f]{32}$/.test(id)) ? [] : [name];
      }),
    );
    assert.deepEqual(without.flat(), []);
  });
});

interface Exemplar {
  labels: { trace_id?: string };
}
