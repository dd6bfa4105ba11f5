import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routeTable } from '@fanfare/server';
import {
  GATEWAY,
  ingressManifest,
  ingressPaths,
  ingressPlan,
  inOrder,
  location,
  samples,
} from './ingress.ts';
import { ownersOf } from './nginx/maps.ts';

const few = [
  { method: 'GET', path: '/api/v1/statuses/:id', service: 'read' },
  { method: 'PUT', path: '/api/v1/statuses/:id', service: 'write' },
  { method: 'GET', path: '/api/v1/accounts/:id', service: 'read' },
  { method: 'GET', path: '/api/v1/accounts/search', service: 'search' },
  { method: 'GET', path: '/api/v1/ids/:id', service: 'read' },
  { method: 'GET', path: '/api/v1/ids/me', service: 'auth' },
  { method: 'GET', path: '/:one/last', service: 'read' },
  { method: 'GET', path: '/first/:two', service: 'write' },
  { method: 'GET', path: '/api/v1/timelines/home', service: 'read' },
  { method: 'POST', path: '/api/v1/accounts/:id/follow', service: 'user-graph' },
  { method: 'GET', path: '/media/*', service: 'write' },
] as const;

/** What the controller does: the longest pattern that matches. */
function chosen(routes: Parameters<typeof ingressPaths>[0], path: string): string {
  return ingressPaths(routes).find((one) => location(one).test(path))?.service ?? 'nobody';
}

describe('the Ingress', () => {
  it('sends a path straight to its service where no method or pattern says otherwise', () => {
    assert.equal(chosen(few, '/api/v1/timelines/home'), 'read');
    assert.equal(chosen(few, '/api/v1/accounts/12/follow'), 'user-graph');
    assert.equal(chosen(few, '/api/v1/accounts/12'), 'read');
    assert.equal(chosen(few, '/api/v1/accounts/search'), 'search');
    assert.equal(chosen(few, '/media/posts/abc'), 'write');
    assert.equal(chosen(few, '/api/v1/streaming'), 'notification');
    assert.equal(chosen(few, '/api/v1/streaming/user?stream=x'), 'notification');
  });

  it('leaves to the gateway what needs the method, or what the longest pattern would take from another', () => {
    assert.equal(chosen(few, '/api/v1/statuses/12'), GATEWAY);
    assert.equal(chosen(few, '/anything/else'), GATEWAY);
    // Shorter than the pattern beside it, so the controller would never come to it.
    assert.equal(chosen(few, '/api/v1/ids/me'), GATEWAY);
    // The map of the gateway says that the first word counts; here it is the longer one, and so they agree.
    assert.equal(chosen(few, '/first/last'), 'write');
    assert.equal(chosen([...few, { ...few[6], path: '/:one/a-longer-one' }], '/first/a-longer-one'), GATEWAY);
  });

  it('is made of manifests for the public name', () => {
    const manifest = ingressManifest(few, 'social.example');
    assert.match(manifest, /kind: Ingress\n/);
    assert.match(manifest, /- host: "social.example"/);
    assert.match(
      manifest,
      /path: "\/"\n\s+pathType: ImplementationSpecific\n\s+backend: \{ service: \{ name: fanfare-gateway/,
    );
  });
});

const { routes } = await routeTable({});
const open = routes.filter(({ kind }) => kind !== 'internal');
const paths = ingressPaths(open);
/** Those that match, but the one that takes all the rest. */
const matching = (path: string) => paths.filter((one) => one.path !== '/' && location(one).test(path));

describe('the Ingress of all routes', () => {
  it('sends each to its service, by one path, which is the first that matches', () => {
    for (const sample of samples(open.map(({ path }) => path))) {
      for (const asked of [sample, `${sample}/`]) {
        const [first] = matching(asked);
        assert.ok(first, `${asked} matches nothing`);
        const owners = ownersOf(open, sample);
        if (first.service === GATEWAY) continue;
        assert.deepEqual([...owners], [first.service], `${asked} reaches ${first.path}`);
      }
    }
  });

  it('leaves to the gateway only paths of several services', () => {
    const left = paths.filter(({ path, service }) => service === GATEWAY && path !== '/');
    for (const { path } of left) {
      const those = open.filter((route) =>
        [...samples([route.path])].some((one) => matching(one)[0]?.path === path),
      );
      assert.ok(new Set(those.map(({ service }) => service)).size > 1, path);
    }
    assert.ok(left.length <= 4, `${left.map(({ path }) => path)}`);
  });

  it('has no way to an internal route, nor to what those ask who run it', () => {
    const closed = routes.filter(({ kind }) => kind === 'internal').map(({ path }) => path);
    assert.ok(closed.length > 20);
    for (const path of [...closed, '/internal', '/metrics', '/health/ready'])
      assert.deepEqual(matching(path), [], path);
  });

  it('takes paths in the order of the controller, in one Ingress or in several', () => {
    const { groups } = ingressPlan(open);
    assert.deepEqual(groups.flatMap((group) => group.paths).toSorted(inOrder), paths);
    assert.equal(new Set(paths.map(({ path }) => path)).size, paths.length);
  });

  it('bounds bodies, keeps sockets open and repeats nothing that was sent', () => {
    const { groups, whole } = ingressPlan(open);
    const groupOf = (path: string) => {
      const [first] = matching(path);
      const found = groups.find((group) => group.paths.some((one) => one.path === first?.path));
      assert.ok(found, path);
      return (name: string) => found.annotations[`nginx.ingress.kubernetes.io/${name}`];
    };
    for (const { path, method, bodyLimit = 1024 * 1024 } of open) {
      const [sample = ''] = samples([path]);
      const annotation = groupOf(sample);
      assert.equal(annotation('use-regex'), 'true');
      assert.ok(Number.parseInt(annotation('proxy-body-size') ?? '', 10) * 1024 >= bodyLimit, path);
      if (method === 'PUT' || method === 'DELETE')
        assert.equal(annotation('proxy-next-upstream'), 'off', path);
    }
    assert.equal(groupOf('/api/v1/statuses')('proxy-body-size'), '1024k');
    assert.equal(groupOf('/api/v2/media')('proxy-body-size'), '17408k');
    assert.equal(groupOf('/api/v1/streaming')('proxy-read-timeout'), '90');
    assert.equal(groupOf('/api/v1/streaming')('proxy-buffering'), 'off');
    assert.equal(whole['nginx.ingress.kubernetes.io/proxy-body-size'], '40960k');
  });
});
