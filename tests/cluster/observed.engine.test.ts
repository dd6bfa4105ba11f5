/**
 * What happens to one post, seen from outside: every hop of it in one trace, from the gateway to the socket of a follower,
 * and the log lines of all services under the same id. On what `make cluster` starts, one instance of each service.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '@fanfare/cluster';
import { startCluster } from '@fanfare/cluster';
import { readSettings, serviceNames } from '@fanfare/kernel';
import { allSettings, remoteServices } from '@fanfare/server';
import { api } from '@fanfare/testkit';
import type { StoredSpan } from '../support/jaeger.ts';
import { drawn, traceWith } from '../support/jaeger.ts';
import { hops, reached } from './hops.ts';
import type { Listener } from './listener.ts';
import { listener } from './listener.ts';

/** Stands in the post, and nowhere else. */
const WORDS = 'nobodyelsewrotethis';

describe('a cluster that is looked on', () => {
  let cluster: Cluster;
  let socket: Listener;
  let tokens: string[];
  /** Of the answer to the post: what somebody would tell whoever runs the place. */
  let id: string;
  let spans: StoredSpan[];

  before(async () => {
    cluster = await startCluster({ instances: 1, observe: true, settings: { RATE_LIMITS: 'off' } });
    const [author, follower] = await join(cluster, ['author', 'follower']);
    assert.ok(author && follower);
    tokens = [author.token, follower.token];
    await api(cluster.url, follower.token)('POST', `/api/v1/accounts/${author.id}/follow`);
    socket = listener(follower.token);
    await socket.open(cluster.url);
    const answer = await api(cluster.url, author.token)('POST', '/api/v1/statuses', {
      status: `${WORDS}, @follower #seen`,
    });
    assert.equal(answer.status, 200, answer.text);
    id = (answer.headers.get('x-request-id') ?? '').replaceAll('-', '');
    await socket.hears([answer.body.id]);
    await socket.notified('mention', 1);
  });
  after(async () => {
    socket?.cut();
    await cluster?.stop();
  });

  it('shows a post in one trace, with every hop from the gateway to the socket', async (test) => {
    const page = cluster.observers?.jaeger.page ?? '';
    // Nobody waits for ever: the runner says which hop was missing when it is told to end.
    let missing: string[] = [];
    const watch = setInterval(() => test.diagnostic(`still missing: ${missing}`), 20_000);
    spans = await traceWith(page, id, (found) => {
      missing = hops.filter((hop) => reached(hop, found).length === 0).map(({ what }) => what);
      return missing.length === 0;
    });
    clearInterval(watch);
    const picture = drawn(spans);
    const ids = new Set(spans.map((span) => span.id));
    const roots = spans.filter(({ parent }) => parent === null || !ids.has(parent));
    assert.deepEqual(
      roots.map(({ service }) => service),
      ['gateway'],
      picture,
    );
    const services = new Set(spans.map(({ service }) => service));
    assert.deepEqual([...services].toSorted(), ['gateway', ...serviceNames].toSorted(), picture);
    assert.ok(!spans.some(({ attributes }) => attributes.error === true), picture);
  });

  it('tells nothing in it of what was written, and no token', () => {
    const all = JSON.stringify(spans);
    for (const secret of [WORDS, 'seen', 'follower', 'example.org', ...tokens])
      assert.ok(!all.includes(secret), secret);
  });

  it('keeps the log lines of that post under the same id, from the services that it went through', async () => {
    const wanted = ['auth', 'gateway', 'read', 'user-graph', 'write'];
    let lines = await linesOf(cluster, id);
    const from = () => new Set(lines.map((line) => String(line['service.name'])));
    while (wanted.some((service) => !from().has(service))) {
      await pause(200);
      lines = await linesOf(cluster, id);
    }
    for (const line of lines) assert.equal(line['trace.id'], id);
    const route = lines.filter((line) => line['http.route'] === '/api/v1/statuses');
    assert.deepEqual(
      route.map((line) => [line['service.name'], line['http.response.status_code']]),
      [['write', 200]],
    );
    const text = JSON.stringify(lines);
    for (const secret of [WORDS, ...tokens]) assert.ok(!text.includes(secret), secret);
  });

  it('has every process in Prometheus, and the post among the promises, with its trace', async () => {
    const prometheus = cluster.observers?.prometheus;
    assert.ok(prometheus);
    const ask = async (expression: string) => (await prometheus.query(expression)).map(({ value }) => value);
    while (Number((await ask('count(up{job="fanfare"} == 1)'))[0] ?? 0) < serviceNames.length)
      await pause(500);
    for (const to of ['first_follower', 'last_follower', 'socket', 'search'])
      while (!((await ask(`sum(fanfare_delivery_seconds_count{to="${to}",origin="posted"})`))[0] ?? 0))
        await pause(500);
    const exemplars = `${prometheus.url}/api/v1/query_exemplars?query=fanfare_delivery_seconds_bucket&start=0&end=${Date.now() / 1000}`;
    while (!(await (await fetch(exemplars)).text()).includes(id)) await pause(500);
  });
});

async function join(cluster: Cluster, names: readonly string[]) {
  const services = remoteServices(readSettings(allSettings, { ...cluster.environment }));
  try {
    const { auth } = services.contracts;
    const accounts = names.map((username) => ({
      ...{ username, email: `${username}@example.org`, password: 'password', role: 'user' as const },
    }));
    const made = await auth.createAccounts({ accounts });
    return await Promise.all(
      names.map(async (username, at) => {
        const asked = { username, scopes: 'read write follow', app_name: 'test' };
        return { id: made[at]?.account_id, token: (await auth.createToken(asked)).access_token };
      }),
    );
  } finally {
    services.close();
  }
}

/** Those that Elasticsearch has by now. */
async function linesOf({ environment }: Cluster, trace: string): Promise<Record<string, unknown>[]> {
  const search = `${environment.ELASTICSEARCH_URL}/logs-fanfare*/_search?q=trace.id:${trace}&size=1000`;
  const found = (await (await fetch(search)).json()) as {
    hits?: { hits: { _source: Record<string, unknown> }[] };
  };
  return (found.hits?.hits ?? []).map(({ _source }) => _source);
}
