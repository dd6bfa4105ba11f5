/**
 * Promise 3: a post that waits for approval, was rejected or was withdrawn leaks nowhere. Every route of the route
 * table and every stream is asked as everybody; the same walk after approval finds the posts, so it is not blind.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Network } from '@fanfare/testkit';
import { api, needsOneProcess } from '@fanfare/testkit';
import * as allowed from './leak/allowed.ts';
import { approveAll, approvedTexts, publishedOf } from './leak/approve.ts';
import type { Call, Fillings, RouteFacts } from './leak/calls.ts';
import { callsOf, routeName } from './leak/calls.ts';
import type { Cases } from './leak/cases.ts';
import { blobKeys, needlesOf, noticesOf, submitAll } from './leak/cases.ts';
import type { Cast, Viewer } from './leak/cast.ts';
import { castOf, leakNetwork } from './leak/cast.ts';
import { finds, hears, shellRoutes, volatile } from './leak/expectations.ts';
import type { Listening } from './leak/listeners.ts';
import { listen } from './leak/listeners.ts';
import { Needles } from './leak/needles.ts';
import { decoyFillings, fillingsOf } from './leak/probes.ts';
import { withTableGone } from './leak/sabotage.ts';
import { keptElsewhere } from './leak/storage.ts';
import type { Visit } from './leak/walk.ts';
import { walk } from './leak/walk.ts';
import { leaksInLines, leaksInMetrics, leaksInSpans } from './leak/watchers.ts';
import type { SpanCollector } from './support/spans.ts';
import { spanCollector } from './support/spans.ts';
import type { Wire } from './support/wire.ts';
import { wire } from './support/wire.ts';

const MINUTE = 60_000;
/** Longer than counts of the whole place are kept; before and after, what is there is "1 h" old. */
const AGES = { before: 65 * MINUTE, after: 6 * MINUTE };

/** Answers that are as they are, and not as for a decoy. */
const uncompared = (call: Call): Call => ({ ...call, twin: null });
const reads = ({ method }: Call) => method === 'GET';
const writes = ({ method }: Call) => method !== 'GET';
const pathOf = (url: string) => new URL(url).pathname;
const routesThatShow = (visits: readonly Visit[]) => [
  ...new Set(visits.filter(({ shown }) => shown.length > 0).map(({ call }) => call.route)),
];
/** It would change what the other tests look at, and may show it anyway. */
const changesOwn = (route: string, list: readonly string[]) =>
  list.includes(route) || route === 'POST /api/v1/notifications/clear';

describe('a post that waits for approval', () => {
  let network: Network;
  /** Every line that was logged, at level debug. */
  const lines: string[] = [];
  /** And every span. */
  let collector: SpanCollector;
  let cast: Cast;
  let cases: Cases;
  let keys: string[];
  let needles: Needles;
  let on: Wire;
  let routes: RouteFacts[];
  let fillings: Fillings;
  /** With their notifications, which they may read but should keep. */
  let withNotices: Fillings;
  /** By viewer and request: what was answered before there were submissions. */
  const earlierOf = new Map<string, ReadonlyMap<string, string>>();
  const listening: Listening[] = [];
  const echoing = new Set<string>();

  const calls = (of: (call: Call) => boolean, from = fillings) =>
    routes.flatMap((route) => callsOf(route, from)).filter(of);

  /** Everything that shows in these visits, as sentences. */
  const shownIn = (viewer: Viewer, visits: readonly Visit[]) =>
    visits.flatMap(({ call, shown }) =>
      shown.map(({ value }) => `${viewer.name} sees ${value} in ${call.method} ${call.path}`),
    );

  const listeners = () => listening.flatMap((one) => one.listeners);
  const people = () =>
    [...cast.outsiders, cast.authorViewer, cast.moderatorViewer].filter(({ cookie }) => cookie !== null);

  function leaksInStreams(of: Needles): string[] {
    const mayHear = [cast.authorViewer.name, cast.moderatorViewer.name];
    return listeners()
      .filter(({ viewer, stream }) => !(mayHear.includes(viewer) && allowed.streams.test(stream)))
      .flatMap(({ viewer, stream, heard }) =>
        of.in(heard()).map(({ value }) => `${viewer} hears ${value} in ${stream}`),
      );
  }

  async function nothingIsKept(): Promise<void> {
    assert.deepEqual(await keptElsewhere(network, needles), []);
    assert.deepEqual(leaksInLines(lines, needles), []);
    assert.deepEqual(await leaksInMetrics(network, needles), []);
    assert.deepEqual(await leaksInSpans(network, collector, needles), []);
  }

  async function asOutsiders(asked: readonly Call[]): Promise<void> {
    for (const viewer of cast.outsiders) {
      const { visits, answers } = await walk(on, viewer, asked, needles);
      assert.deepEqual(shownIn(viewer, visits), []);
      for (const visit of visits) if (visit.echoed) echoing.add(visit.call.route);
      for (const [request, seen] of answers) {
        const earlier = earlierOf.get(viewer.name)?.get(request);
        const changes = volatile.some((route) => request.startsWith(`${route} `));
        if (earlier !== undefined && !changes) assert.equal(seen, earlier, `${viewer.name}: ${request}`);
      }
    }
  }

  /** Counts of the whole place are as of now, with everybody who is there. */
  async function recount(age: number): Promise<void> {
    const { outsiders, authorViewer, moderatorViewer } = cast;
    for (const { token } of [...outsiders, authorViewer, moderatorViewer]) {
      await api(network.url, token)('GET', '/api/v1/timelines/home');
    }
    await network.advance(age);
    await network.anyone('GET', '/api/v2/instance');
    await network.settle();
  }

  before(async () => {
    collector = await spanCollector();
    network = await leakNetwork(lines, collector.url);
    cast = await castOf(network);
    on = wire(network.url);
    const table = network.routes as readonly RouteFacts[];
    const { body } = await network.anyone('GET', '/api/openapi.json');
    routes = [...table, ...shellRoutes(body, table)];
    assert.ok(routes.some((route) => routeName(route) === 'GET /metrics'));

    await recount(AGES.before);
    const decoyed = calls(reads, decoyFillings(cast));
    for (const viewer of cast.outsiders) {
      const { answers } = await walk(on, viewer, decoyed, new Needles([]));
      earlierOf.set(viewer.name, answers);
    }
    const tags = ['zqtagpostq', 'zqtagrejectedq'];
    for (const viewer of people()) listening.push(await listen(on, network.url, viewer, routes, tags));

    cases = await submitAll(cast);
    keys = await blobKeys(cast);
    needles = new Needles(await needlesOf(cast, cases));
    await network.settle();
    fillings = fillingsOf(cast, cases, keys, []);
    withNotices = fillingsOf(cast, cases, keys, await noticesOf(cast));
    for (const viewer of people()) listening.push(await listen(on, network.url, viewer, routes, tags, 1));
    await recount(AGES.after);
  });
  after(async () => {
    for (const { close } of listening) close();
    // What was not made because something before it failed needs no end.
    on?.close();
    await network.stop();
    collector.close();
  });

  it('changes nothing that anybody else reads, and answers about it as about nothing', async () => {
    await asOutsiders(calls(reads, withNotices));
  });

  it('is to those who write, react, upload or follow as if it were not there', async () => {
    await asOutsiders(calls(writes, withNotices));
    assert.deepEqual([...echoing].sort(), [...allowed.echoing].sort());
  });

  it('shows to its author where it should and nowhere else', async () => {
    const asked = [
      ...calls(reads, withNotices),
      ...calls(writes).filter(({ route }) => !changesOwn(route, allowed.toAuthor)),
    ];
    const { visits } = await walk(on, cast.authorViewer, asked.map(uncompared), needles);
    const base = (visit: Visit) => visit.shown.every(({ value }) => value === cases.of.edit.id);
    const where = routesThatShow(visits.filter((visit) => !base(visit)));
    assert.deepEqual(
      where.filter((route) => !allowed.toAuthor.includes(route)),
      [],
    );
    const stale = allowed.toAuthor.filter((route) => route.startsWith('GET ') && !where.includes(route));
    assert.deepEqual(stale, [], 'the list of what is allowed is too long');
    const noted = routesThatShow(visits.filter(base)).filter((route) => !where.includes(route));
    assert.deepEqual(
      noted.filter((route) => !allowed.noteToAuthor.includes(route)),
      [],
    );
  });

  it('shows to reviewers where it should, and elsewhere as to everybody', async () => {
    const free = (route: string) => allowed.toReviewers.includes(route);
    const own = ['PUT /api/v1/statuses/:id', 'DELETE /api/v1/statuses/:id'];
    const asked = [
      ...calls(reads, withNotices),
      ...calls(writes).filter(
        ({ route, probe }) =>
          !changesOwn(route, allowed.toReviewers) && (probe !== null || !own.includes(route)),
      ),
    ];
    const { visits } = await walk(
      on,
      cast.moderatorViewer,
      asked.map((call) => (free(call.route) ? uncompared(call) : call)),
      needles,
    );
    const where = routesThatShow(visits);
    assert.deepEqual(
      where.filter((route) => !free(route)),
      [],
    );
    const stale = allowed.toReviewers.filter((route) => route.startsWith('GET ') && !where.includes(route));
    assert.deepEqual(stale, [], 'the list of what is allowed is too long');
  });

  it('is heard by its author and reviewers in their own streams alone', () => {
    assert.deepEqual(leaksInStreams(needles), []);
    for (const viewer of [cast.authorViewer, cast.moderatorViewer]) {
      const own = listeners().filter((one) => one.viewer === viewer.name && allowed.streams.test(one.stream));
      for (const one of own) assert.ok(needles.in(one.heard()).length > 0, `${one.viewer}: ${one.stream}`);
    }
  });

  it('lies in the submissions and nowhere else; logs, metrics, spans and names of files do not have it', async () => {
    await nothingIsKept();
  });

  it('is not told by failures: not in answers, log lines or what is kept for another try', {
    skip: needsOneProcess(),
  }, async () => {
    const { author } = cast;
    const { word, tag } = cases.of.post;
    const text = { status: `${word} #${tag}` };
    const failed = await withTableGone(network.folder, 'submissions', () =>
      author.api('POST', '/api/v1/statuses', text),
    );
    assert.equal(failed.status, 500, failed.text);
    assert.deepEqual(needles.in(failed.text), []);
    const { contracts } = network;
    const held = await withTableGone(network.folder, 'submission_stages', async () => {
      const made = await author.api('POST', '/api/v1/statuses', text);
      assert.equal(made.status, 202, made.text);
      while ((await contracts.server.retries({})).length === 0) await setImmediate();
      await nothingIsKept();
      return String(made.body.id);
    });
    await contracts.server.replay({});
    await network.settle();
    const withdrawn = await author.api('DELETE', `/api/v1/submissions/${held}`);
    assert.equal(withdrawn.status, 200, withdrawn.text);
  });

  it('has pictures whose addresses end with the decision', async () => {
    const { author, moderator } = cast;
    const { id, mediaId } = cases.of.post;
    const own = await author.api('GET', `/api/v1/media/${mediaId}`);
    const seen = await moderator.api('GET', `/api/v1/admin/submissions/${id}`);
    const picture = seen.body.media_attachments[0];
    const open = [own.body.url, own.body.preview_url, picture.url, picture.preview_url].map(pathOf);
    assert.equal(new Set(open).size, open.length, 'each answer has addresses of its own');
    for (const path of open) {
      const answer = await on.ask({ method: 'GET', path });
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers['cache-control'], 'no-store');
    }
    const dead = cases.addresses.filter((_, index) => [2, 3].includes(Math.floor(index / 2))).map(pathOf);
    await approveAll(cast, cases);
    for (const path of [...open, ...dead])
      assert.equal((await on.ask({ method: 'GET', path })).status, 404, path);
  });

  it('is found everywhere once it is approved: none of the above was blind', async () => {
    await network.settle();
    const published = await publishedOf(cast, cases);
    const open = new Set(approvedTexts(cases));
    const hidden = needles.without(open);
    const all = calls(reads, fillingsOf(cast, cases, keys, [], { ids: published, open }));
    const seen = new Set<string>();
    for (const viewer of cast.outsiders) {
      const { visits } = await walk(on, viewer, all, needles);
      const still = visits.map((visit) => ({
        ...visit,
        shown: visit.shown.filter((needle) => hidden.all.includes(needle)),
      }));
      assert.deepEqual(shownIn(viewer, still), []);
      for (const { call, shown } of visits)
        for (const { value } of shown) seen.add(`${viewer.name}, ${call.route}: ${value}`);
    }
    const wanted = finds.flatMap(([viewer, route, of]) =>
      of.map((name) => `${viewer}, ${route}: ${cases.of[name].word}`),
    );
    assert.deepEqual(
      wanted.filter((find) => !seen.has(find)),
      [],
    );
  });

  it('is heard by everybody whom it concerns once it is approved', async () => {
    for (const [viewer, stream, of] of hears) {
      const both = listeners().filter((one) => one.viewer === viewer && one.stream === stream);
      assert.equal(both.length, 2, `${viewer}: ${stream}`);
      for (const listener of both) for (const name of of) await listener.hears(cases.of[name].word);
    }
    assert.deepEqual(leaksInStreams(needles.without(approvedTexts(cases))), []);
  });
});
