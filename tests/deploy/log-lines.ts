/** Log lines of processes in Elasticsearch, under the mapping of deploy/logstash, as a panel asks for them. */
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { engineUrl, ownNamespace } from '@fanfare/engines';

const mapping = join(import.meta.dirname, '../../deploy/logstash/templates/component-mappings.json');

export interface LogLines {
  /** How many lines Lucene's words find. */
  count(words: string): Promise<number>;
  drop(): Promise<void>;
}

/** @param folder with `*.log` */
export async function indexLogs(folder: string): Promise<LogLines> {
  const index = `${await engineUrl('elasticsearch')}/${ownNamespace()}-lines`;
  const { template } = JSON.parse(await readFile(mapping, 'utf8')) as { template: object };
  await ask(index, 'PUT', JSON.stringify(template));
  for (const name of (await readdir(folder)).filter((one) => one.endsWith('.log'))) {
    const lines = (await readFile(join(folder, name), 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith('{'));
    const body = lines.map((line) => `{"index":{}}\n${line}\n`).join('');
    if (lines.length > 0) await ask(`${index}/_bulk?refresh=true`, 'POST', body);
  }
  return {
    async count(words) {
      const query = { query_string: { query: words, analyze_wildcard: true } };
      const answer = await ask<{ count: number }>(`${index}/_count`, 'POST', JSON.stringify({ query }));
      return answer.count;
    },
    async drop() {
      await ask(index, 'DELETE');
    },
  };
}

async function ask<Answer>(url: string, method: string, body?: string): Promise<Answer> {
  const answer = await fetch(url, { method, body, headers: { 'content-type': 'application/json' } });
  const text = await answer.text();
  assert.ok(answer.ok && !text.startsWith('{"errors":true'), text.slice(0, 500));
  return JSON.parse(text) as Answer;
}
