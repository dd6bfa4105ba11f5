/**
 * A post seen from outside: one trace from the route to the socket of a follower, whatever was not drawn but failed or
 * took long, and never a word of anybody's in a span.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { createLog } from '@fanfare/telemetry';
import type { Network } from '@fanfare/testkit';
import { api, needsOneProcess, startNetwork } from '@fanfare/testkit';
import { drawn } from './support/jaeger.ts';
import type { SentSpan, SpanCollector } from './support/spans.ts';
import { spanCollector } from './support/spans.ts';

/** Stands in posts, and nowhere else. */
const WORDS = 'nobodyelsewrotethis';

interface World {
  network: Network;
  collector: SpanCollector;
  lines: Record<string, unknown>[];
}

async function world(t: TestContext, settings: Record<string, string>): Promise<World> {
  const collector = await spanCollector();
  const lines: Record<string, unknown>[] = [];
  const log = createLog({ level: 'info', stream: { write: (line) => void lines.push(JSON.parse(line)) } });
  const network = await startNetwork({
    ...{ log, chaos: null },
    settings: { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...settings },
  });
  t.after(async () => {
    await network.stop();
    collector.close();
  });
  return { network, collector, lines };
}

/** Of the trace of a request, once it has a span of each of these names. */
async function traceOf(collector: SpanCollector, id: string, names: readonly RegExp[]): Promise<SentSpan[]> {
  const own = () => collector.spans.filter(({ traceId }) => traceId === id);
  await collector.until(() => names.every((name) => own().some((span) => name.test(span.name))));
  return own();
}

const traceIdOf = (reply: { headers: Headers }) =>
  (reply.headers.get('x-request-id') ?? '').replaceAll('-', '');

describe('a trace', { skip: needsOneProcess() }, () => {
  it('goes from the route of a post to the frame at a follower, over every consumer', async (t) => {
    const { network, collector, lines } = await world(t, { OTEL_TRACES_SAMPLER_ARG: '1' });
    const [ana, ben] = [await network.person('ana'), await network.person('ben')];
    await ben.api('POST', `/api/v1/accounts/${ana.id}/follow`);
    await network.settle();
    const socket = new WebSocket(`${network.url.replace('http', 'ws')}/api/v1/streaming?stream=user`, [
      ben.token,
    ]);
    await once(socket, 'open');
    const frame = once(socket, 'message');
    const post = await ana.api('POST', '/api/v1/statuses', { status: `${WORDS} @ben #${WORDS}` });
    assert.equal(post.status, 200, post.text);
    await frame;
    await network.settle();
    socket.close();
    const spans = await traceOf(collector, traceIdOf(post), [
      /^POST \/api\/v1\/statuses$/,
      /^unit people$/,
      /^consume fanout status\.published$/,
      /^consume timeline timeline\.deliver$/,
      /^consume search status\.published$/,
      /^consume notification status\.published$/,
      /^frame update$/,
      /^frame notification$/,
    ]);
    const picture = drawn(spans);
    const byId = new Map(spans.map((span) => [span.id, span]));
    const above = (span: SentSpan | undefined) => byId.get(span?.parent ?? '');
    const named = (name: string) => spans.find((span) => span.name === name);
    for (const span of spans)
      assert.ok(span.parent === null || above(span), `${span.name} hangs nowhere\n${picture}`);
    const roots = spans.filter(({ parent }) => parent === null);
    assert.deepEqual(
      roots.map(({ name, service, kind }) => [name, service, kind]),
      [['POST /api/v1/statuses', 'write', 'server']],
    );
    assert.equal(roots[0]?.attributes['http.response.status_code'], 200);
    const unit = above(named('consume fanout status.published'));
    assert.equal(above(unit)?.name, 'POST /api/v1/statuses');
    assert.equal(unit?.name, 'unit people');
    assert.equal(above(named('consume timeline timeline.deliver'))?.name, 'consume fanout status.published');
    assert.equal(above(named('frame update'))?.name, 'consume notification status.published');
    assert.equal(named('frame update')?.service, 'notification');
    assert.equal(named('consume search status.published')?.service, 'search');
    assert.ok(!spans.some(({ failed }) => failed), picture);
    const line = lines.find((one) => one['http.route'] === '/api/v1/statuses');
    assert.equal(line?.['trace.id'], traceIdOf(post));
    assert.equal(line?.['span.id'], roots[0]?.id);
  });

  it('is sent at rate 0 too if it failed or took long, and otherwise not', async (t) => {
    const { network, collector } = await world(t, {
      OTEL_TRACES_SAMPLER_ARG: '0',
      FANFARE_TRACES_SLOW: '600000',
    });
    const ana = await network.person('ana');
    const well = await ana.api('POST', '/api/v1/statuses', { status: 'well' });
    await network.settle();
    const { db } = network.composition().engines;
    await db.migration(async (schema) => {
      await schema.schema.alterTable('statuses').renameTo('statuses_gone').execute();
    });
    const failed = await ana.api('GET', `/api/v1/statuses/${well.body.id}`);
    await db.migration(async (schema) => {
      await schema.schema.alterTable('statuses_gone').renameTo('statuses').execute();
    });
    assert.equal(failed.status, 500, failed.text);
    const spans = await traceOf(collector, traceIdOf(failed), [
      /^GET \/api\/v1\/statuses\/:id$/,
      /^database select$/,
    ]);
    const route = spans.find(({ kind }) => kind === 'server');
    assert.deepEqual([route?.failed, route?.attributes['error.type']], [true, 'internal']);
    const refused = await ana.api('GET', '/api/v1/statuses/1');
    assert.equal(refused.status, 404);
    await network.stop();
    const sent = new Set(collector.spans.map(({ traceId }) => traceId));
    assert.deepEqual([...sent], [traceIdOf(failed)]);
  });

  it('that took long is sent whole', async (t) => {
    const { network, collector } = await world(t, { OTEL_TRACES_SAMPLER_ARG: '0', FANFARE_TRACES_SLOW: '1' });
    const password = 'a-password-for-spans';
    const form = { grant_type: 'password', username: 'ana@example.org', password };
    await network.person('ana');
    // Passwords are hashed slowly, on purpose.
    const reply = await network.anyone('POST', '/oauth/token', {
      client_id: 'x',
      client_secret: 'y',
      ...form,
    });
    const route = /^POST \/oauth\/token$/;
    await traceOf(collector, traceIdOf(reply), [route]);
    // Whatever else there is of it has come by then.
    await network.stop();
    const spans = await traceOf(collector, traceIdOf(reply), [route]);
    const picture = drawn(spans);
    const [root] = spans.filter(({ parent }) => parent === null);
    assert.ok(root !== undefined && root.end - root.start >= 1, picture);
    assert.ok(
      spans.some(({ name, parent }) => name === 'database select' && parent === root.id),
      picture,
    );
    assert.equal(JSON.stringify(collector.texts).includes(password), false);
  });

  it('is there wherever an exemplar leads', async (t) => {
    const { network, collector } = await world(t, { OTEL_TRACES_SAMPLER_ARG: '0', FANFARE_TRACES_SLOW: '1' });
    const accept = 'application/openmetrics-text';
    const look = async () => (await network.anyone('GET', '/metrics', undefined, { accept })).text;
    const ana = await network.person('ana');
    await ana.api('POST', '/api/v1/statuses', { status: 'slow to arrive' });
    await network.settle();
    // The first is slow, and has no span.
    const texts = [await look(), await look()];
    await network.stop();
    const led = new Set([...texts.join('').matchAll(/trace_id="([0-9a-f]{32})"/g)].map(([, id]) => id));
    const sent = new Set(collector.spans.map(({ traceId }) => traceId));
    assert.ok(led.size > 0);
    assert.deepEqual(
      [...led].filter((id) => !sent.has(id ?? '')),
      [],
    );
  });

  it('never tells what somebody wrote, who they are, or their token; nor of what waits for approval', async (t) => {
    const settings = { OTEL_TRACES_SAMPLER_ARG: '1', APPROVAL_POLICY: 'everyone' };
    const { network, collector } = await world(t, settings);
    const [ana, mod] = [await network.person('ana'), await network.person('mod', { role: 'moderator' })];
    const pending = await ana.api('POST', '/api/v1/statuses', {
      status: `${WORDS} @mod`,
      spoiler_text: WORDS,
    });
    assert.equal(pending.status, 202, pending.text);
    await ana.api('PUT', `/api/v1/submissions/${pending.body.id}`, { status: `${WORDS} again` });
    await ana.api('GET', `/api/v2/search?q=${WORDS}&access_token=${ana.token}`);
    await api(network.url, `${WORDS}-no-token`)('GET', '/api/v1/timelines/home');
    await mod.api('POST', `/api/v1/admin/submissions/${pending.body.id}/approve`, { version: 2 });
    const person = { username: WORDS, email: `${WORDS}@example.org`, password: WORDS };
    await network.anyone('POST', '/api/v1/accounts', { ...person, agreement: true, locale: 'en' });
    await network.anyone('GET', `/@${WORDS}/${pending.body.id}?x=${WORDS}`);
    await network.anyone('GET', `/${WORDS}`);
    await network.settle();
    const ids = [ana.id, mod.id];
    await network.stop();
    const names = new Set(collector.spans.map(({ name }) => name));
    assert.ok(names.has('consume notification submission.created'), [...names].join('\n'));
    const all = collector.texts.join('');
    for (const secret of [WORDS, ana.token, mod.token, 'example.org', '127.0.0.1', ...ids])
      assert.equal(all.includes(secret), false, secret);
    // Nor by a new attribute, of which nobody has asked what may stand in it.
    const known =
      /^(http\.(request\.method|route|response\.status_code)|rpc\.(service|method)|error\.type|fanfare\.(database|events|event|group|retries|sockets|engine|operation|outcome|client_left))$/;
    const attributes = new Set(collector.spans.flatMap((span) => Object.keys(span.attributes)));
    assert.deepEqual(
      [...attributes].filter((name) => !known.test(name)),
      [],
    );
  });
});
