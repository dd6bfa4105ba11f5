/**
 * deploy/logstash and deploy/kibana, without the two programs: the pipeline is read, the templates are put into a real
 * Elasticsearch, lines of a real server are stored under them, and every search of Kibana finds what it is for.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { checkLogstashPipeline } from '@fanfare/engines';
import { api } from '@fanfare/testkit';
import { withTableGone } from '../leak/sabotage.ts';
import { fanfare } from '../support/server-process.ts';
import type { Line, LogStore } from './log-store.ts';
import { logStore } from './log-store.ts';
import { served } from './served.ts';

const deploy = join(import.meta.dirname, '../../deploy');
const read = (path: string) => readFile(join(deploy, path), 'utf8');

it('the pipeline of Logstash can be read, and a broken one cannot', async () => {
  const pipeline = await read('logstash/pipeline/fanfare.conf');
  await checkLogstashPipeline(pipeline);
  await assert.rejects(checkLogstashPipeline(pipeline.replace('port => 5044', 'port = 5044')));
  await assert.rejects(checkLogstashPipeline(pipeline.trimEnd().slice(0, -1)));
});

interface Saved {
  type: string;
  id: string;
  attributes: {
    title: string;
    columns?: string[];
    kibanaSavedObjectMeta?: { searchSourceJSON: string };
  };
  references: { name: string; type: string; id: string }[];
}

const saved = (await read('kibana/fanfare.ndjson'))
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Saved);
const searches = saved.filter(({ type }) => type === 'search');

interface Source {
  query: { query: string; language: string };
  indexRefName: string;
}
const sourceOf = ({ attributes }: Saved) =>
  JSON.parse(attributes.kibanaSavedObjectMeta?.searchSourceJSON ?? '') as Source;

describe('log lines in Elasticsearch', () => {
  let folder: string;
  let store: LogStore;
  let lines: Line[];
  /** Of the mappings, by their whole names. */
  let types: Map<string, string>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fanfare-logstash-'));
    const [data, log] = [join(folder, 'data'), join(folder, 'fanfare.log')];
    await mkdir(data);
    const [made, server] = await Promise.all([logStore(folder), served(data, log, { LOG_LEVEL: 'debug' })]);
    store = made;
    const account = ['account', 'create', 'ana', '--email', 'ana@example.org', '--password', 'long enough'];
    const created = await fanfare(data, {}, ...account, '--role', 'owner');
    assert.equal(created.code, 0, created.out);
    const scopes = 'read write admin:read admin:write';
    const token = (await fanfare(data, {}, 'token', 'create', 'ana', '--scopes', scopes)).out.trim();
    const ask = api(server.url, token);
    await ask('PUT', '/api/v1/admin/approval_policy', { mode: 'everyone' });
    await fetch(`${server.url}/api/v1/timelines/public`, {
      headers: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` },
    });
    const failed = await withTableGone(data, 'statuses', () =>
      ask('POST', '/api/v1/statuses', { status: 'x' }),
    );
    assert.equal(failed.status, 500, failed.text);
    await server.stop();
    const written = (await readFile(log, 'utf8')).split('\n').filter((line) => line.startsWith('{'));
    lines = written.map((line) => JSON.parse(line) as Line);
    lines.push(...gatewayLines, awayLine, { ...unread });
    types = typesOf(JSON.parse(await read('logstash/templates/component-mappings.json')).template.mappings);
    await store.ask('POST', '_bulk?refresh=true', lines.map(bulk).join(''));
  });
  after(async () => {
    await store?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('are taken, every one, into the data stream that they belong to', async () => {
    assert.match(store.prepared, /^_index_template\/fanfare-lines$/m);
    const streams = ['logs-fanfare-default', 'logs-fanfare.audit-default', 'logs-fanfare.unread-default'];
    const found = await Promise.all(streams.map((stream) => store.search('*:*', stream)));
    assert.equal(found.flat().length, lines.length);
    assert.ok(found.every((some) => some.length > 0));
    const indices = await store.ask('GET', 'logs-fanfare*/_mapping');
    for (const name of Object.keys(indices))
      assert.match(name, /^\.ds-logs-fanfare/, 'a data stream, and no index of its own');
  });

  it('have the types of the templates: no value was left out, and no field was made', async () => {
    assert.deepEqual(await store.search('_exists_:_ignored'), []);
    for (const { mappings } of Object.values(await store.ask('GET', 'logs-fanfare*/_mapping')) as {
      mappings: object;
    }[])
      assert.deepEqual([...typesOf(mappings)].sort(), [...types].sort());
    for (const [field, type] of [
      ['@timestamp', 'date'],
      ['trace.id', 'keyword'],
      ['http.request.id', 'keyword'],
      ['http.response.status_code', 'short'],
      ['event.duration', 'long'],
      ['source.ip', 'ip'],
    ])
      assert.equal(types.get(field ?? ''), type, field);
    // Ranges are of numbers and times, and not of their texts.
    assert.ok(
      (await store.search('event.duration:[1 TO 99999999999] AND http.response.status_code:<300')).length > 0,
    );
    assert.ok((await store.search('@timestamp:[now-1h TO now]')).length > 0);
  });

  it('are searched for under every name of the schema that a line has', () => {
    const names = new Set(lines.flatMap((line) => namesOf(line)));
    assert.ok(names.size > 20);
    // Our own, below `fanfare`, are kept as they are, and found where somebody wanted to.
    const missing = [...names].filter((name) => !types.has(name) && !name.startsWith('fanfare.'));
    assert.deepEqual(missing, [], 'add them to component-mappings.json');
  });

  it('are what the saved searches of Kibana ask for: each has its view, fields that exist, and finds something', async () => {
    assert.ok(searches.length >= 4);
    const views = saved.filter(({ type }) => type === 'index-pattern');
    assert.equal(new Set(saved.map(({ type, id }) => `${type} ${id}`)).size, saved.length);
    for (const search of searches) {
      const { title, columns = [] } = search.attributes;
      const { query, indexRefName } = sourceOf(search);
      const reference = search.references.find(({ name }) => name === indexRefName);
      assert.ok(
        views.some(({ type, id }) => type === reference?.type && id === reference.id),
        title,
      );
      const asked = [...query.query.matchAll(/_exists_:([\w@.]+)|([\w@.]+):/g)].map(
        ([, one, other]) => one ?? other,
      );
      for (const field of [...columns, ...asked]) assert.ok(types.has(field ?? ''), `${title}: ${field}`);
      assert.equal(query.language, 'lucene');
      const [view] = views;
      assert.ok((await store.search(query.query, view?.attributes.title)).length > 0, title);
    }
  });
});

/** As the gateway writes them (apps/cli/src/nginx). */
const gatewayLines: Line[] = [200, 504].map((status) => ({
  '@timestamp': '2026-01-01T00:00:00+00:00',
  'log.level': status === 200 ? 'info' : 'warn',
  'ecs.version': '8.17.0',
  'service.name': 'gateway',
  'event.dataset': 'fanfare.gateway',
  message: `GET /api/v1/timelines/home ${status}`,
  'trace.id': '',
  'http.request.id': 'gateway-request',
  'http.request.method': 'GET',
  'url.path': '/api/v1/timelines/home',
  'http.response.status_code': status,
  'http.response.bytes': 1234,
  'source.ip': '192.0.2.1',
  'fanfare.seconds': status === 200 ? 0.004 : 2.001,
  'fanfare.upstream': '10.0.0.1:3000',
  'fanfare.upstream_status': String(status),
  'fanfare.upstream_seconds': '0.004',
}));

const awayLine: Line = {
  '@timestamp': '2026-01-01T00:00:00.000Z',
  'log.level': 'warn',
  'service.name': 'fanfare',
  message: 'Redis is away and tried again',
  'fanfare.server': '10.0.0.1:6379',
  error: {
    type: 'Error',
    message: 'connect ECONNREFUSED',
    code: 'ECONNREFUSED',
    stack_trace: 'Error\n    at x',
  },
};

/** As the pipeline leaves it. */
const unread: Line = {
  '@timestamp': '2026-01-01T00:00:00.000Z',
  message: 'FATAL ERROR: Reached heap limit',
  tags: ['unread'],
  data_stream: { dataset: 'fanfare.unread', type: 'logs', namespace: 'default' },
};

/** As the pipeline decides it. */
function bulk(line: Line): string {
  const { dataset } = (line.data_stream ?? {
    dataset: line['event.dataset'] === 'fanfare.audit' ? 'fanfare.audit' : 'fanfare',
  }) as { dataset: string };
  return `${JSON.stringify({ create: { _index: `logs-${dataset}-default` } })}\n${JSON.stringify(line)}\n`;
}

interface Mapping {
  type?: string;
  properties?: Record<string, Mapping>;
}

function typesOf({ type, properties }: Mapping, at = ''): Map<string, string> {
  if (properties === undefined) return new Map(type === undefined ? [] : [[at, type]]);
  return new Map(
    Object.entries(properties).flatMap(([name, one]) => [
      ...typesOf(one, at === '' ? name : `${at}.${name}`),
    ]),
  );
}

/** Objects count by their members; a list is as its items. */
function namesOf(line: object, at = ''): string[] {
  return Object.entries(line).flatMap(([name, value]) => {
    const whole = at === '' ? name : `${at}.${name}`;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? namesOf(value, whole)
      : [whole];
  });
}
