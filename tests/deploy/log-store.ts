/** An Elasticsearch for log lines, prepared as deploy/logstash/setup.sh prepares it. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { elasticsearch, needCurl, startEngine } from '@fanfare/engines';

const setup = join(import.meta.dirname, '../../deploy/logstash/setup.sh');

export type Line = Record<string, unknown>;

export interface LogStore {
  readonly url: string;
  /** What setup.sh said. */
  readonly prepared: string;
  /** What Lucene's words find in these data streams, refreshed. */
  search(words: string, streams?: string): Promise<Line[]>;
  ask(method: string, path: string, body?: unknown): Promise<Line>;
  /** It is away, and then there again with what it had. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export async function logStore(folder: string): Promise<LogStore> {
  const engine = await startEngine(elasticsearch, { folder, durable: true });
  await needCurl();
  const { url } = engine;
  // This one has no X-Pack, so no lifecycles and no users; the data streams and the mappings are those of `make run`.
  const { stdout: prepared } = await promisify(execFile)('sh', [setup], {
    env: { PATH: process.env.PATH, ELASTICSEARCH_URL: url, PLAIN: 'yes' },
  });

  async function ask(method: string, path: string, body?: unknown): Promise<Line> {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await fetch(`${url}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: sent }),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${text}`);
    return JSON.parse(text) as Line;
  }

  return {
    url,
    prepared,
    ask,
    async search(words, streams = 'logs-fanfare*') {
      await ask('POST', `${streams}/_refresh`);
      const query = { query_string: { query: words } };
      const found = await ask('POST', `${streams}/_search`, { query, size: 1000 });
      const { hits } = (found as { hits: { hits: { _source: Line }[] } }).hits;
      return hits.map(({ _source }) => _source);
    },
    stop: () => engine.stop(),
    start: () => engine.start(),
  };
}
