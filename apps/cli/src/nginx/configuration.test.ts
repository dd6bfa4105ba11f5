import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { routeTable } from '@fanfare/server';
import { nginxConfiguration } from './configuration.ts';

const { routes } = await routeTable({});
const open = routes.filter(({ kind }) => kind !== 'internal');
const text = nginxConfiguration(open);

describe('the gateway configuration', () => {
  it('in deploy/nginx is what the command prints', async () => {
    const kept = await readFile(new URL('../../../../deploy/nginx/nginx.conf', import.meta.url), 'utf8');
    assert.equal(kept, text, 'make it again: npx fanfare routes --nginx > deploy/nginx/nginx.conf');
  });

  it('names every service that answers people, and no other', () => {
    const named = [...text.matchAll(/^ *upstream fanfare_(\S+) \{$/gm)].map(([, name]) => name);
    assert.deepEqual(named, [...new Set(open.map(({ service }) => service))].toSorted());
  });

  it('has no way to an internal route', () => {
    for (const { kind, path } of routes)
      assert.equal(kind === 'internal', path.startsWith('/internal/'), path);
    assert.doesNotMatch(text, /"[^"\n]*\/internal/);
    assert.match(text, /location \^~ \/internal \{ return 404; \}/);
  });

  it('with instances given asks no DNS', () => {
    const upstreams = new Map(
      [...new Set(open.map(({ service }) => service))].map((name) => [name, ['10.0.0.1:1', '10.0.0.1:2']]),
    );
    const given = nginxConfiguration(open, { upstreams, listen: '127.0.0.1:8080', trusted: ['10.0.0.0/8'] });
    assert.doesNotMatch(given, /resolve/);
    assert.match(
      given,
      /upstream fanfare_auth \{\s+zone .*\s+least_conn;\s+server 10\.0\.0\.1:1 .*\s+server 10\.0\.0\.1:2 /,
    );
    assert.match(given, /listen 127\.0\.0\.1:8080 default_server;/);
    assert.match(given, /set_real_ip_from 10\.0\.0\.0\/8;/);
  });

  it('asks DNS for services by the names that they have there', () => {
    const given = nginxConfiguration(open, {
      name: 'place-*-pods.kept.svc.cluster.local',
      resolver: '10.0.0.10',
    });
    assert.match(given, /server place-user-graph-pods\.kept\.svc\.cluster\.local:3000 resolve /);
    assert.match(given, /resolver 10\.0\.0\.10 /);
  });
});
