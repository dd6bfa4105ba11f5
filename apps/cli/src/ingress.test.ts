import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ingressManifest, ingressPaths } from './ingress.ts';

const routes = [
  { method: 'GET', path: '/api/v1/statuses/:id', service: 'read' },
  { method: 'PUT', path: '/api/v1/statuses/:id', service: 'write' },
  { method: 'GET', path: '/api/v1/accounts/:id', service: 'read' },
  { method: 'GET', path: '/api/v1/accounts/search', service: 'search' },
  { method: 'GET', path: '/api/v1/timelines/home', service: 'read' },
  { method: 'POST', path: '/api/v1/accounts/:id/follow', service: 'user-graph' },
  { method: 'GET', path: '/media/*', service: 'write' },
] as const;

/** What the controller does: the longest pattern that matches. */
function chosen(path: string): string {
  return ingressPaths(routes).find((one) => new RegExp(`^${one.path}`).test(path))?.service ?? 'gateway';
}

describe('the Ingress', () => {
  it('sends a path straight to its service where no method or pattern says otherwise', () => {
    assert.equal(chosen('/api/v1/timelines/home'), 'read');
    assert.equal(chosen('/api/v1/accounts/12/follow'), 'user-graph');
    assert.equal(chosen('/media/posts/abc'), 'write');
  });

  it('leaves to the gateway what needs the method, or what a pattern of another service takes in', () => {
    assert.equal(chosen('/api/v1/statuses/12'), 'gateway');
    assert.equal(chosen('/api/v1/accounts/12'), 'gateway');
    assert.equal(chosen('/api/v1/accounts/search'), 'search');
    assert.equal(chosen('/anything/else'), 'gateway');
  });

  it('never reaches a wrong service', () => {
    for (const { path, service } of routes) {
      const asked = path.replace(':id', '12').replace('*', 'a/b');
      assert.ok([service, 'gateway'].includes(chosen(asked)), `${asked} reaches ${chosen(asked)}`);
    }
  });

  it('is one manifest for the public name', () => {
    const manifest = ingressManifest(routes, 'social.example');
    assert.match(manifest, /kind: Ingress\n/);
    assert.match(manifest, /- host: "social.example"/);
    assert.match(
      manifest,
      /path: "\/"\n\s+pathType: ImplementationSpecific\n\s+backend: \{ service: \{ name: fanfare-gateway/,
    );
  });
});
