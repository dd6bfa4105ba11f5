/** The gateway: who is asked, what is out of reach, how a request is followed. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from '@fanfare/kernel';
import { silentLog } from '@fanfare/kernel';
import type { Person } from '@fanfare/testkit';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import type { Wire } from '../support/wire.ts';
import { wire } from '../support/wire.ts';
import { answered, askThrough, cheap } from './gateway-load.ts';
import { at, place } from './places.ts';

const REQUESTS = 10_000;
/** How far an instance may be from its half. */
const UNEVEN = 0.1;

/** Routes that were answered, by the request's id. */
const routesOf = new Map<string, Set<string>>();
/** What the cluster logs goes here. */
export const hearing: Log = {
  ...silentLog,
  info(fields) {
    const { 'http.request.id': id, 'http.route': route } = fields as Record<string, string>;
    if (id === undefined || route === undefined) return;
    routesOf.set(id, (routesOf.get(id) ?? new Set()).add(route));
  },
  child: () => hearing,
};

export function gatewayTests(world: () => { network: ClusterNetwork }): void {
  describe('the gateway before them', () => {
    let network: ClusterNetwork;
    let connection: Wire;
    let anna: Person;
    before(async () => {
      ({ network } = world());
      connection = wire(network.url);
      anna = await network.person('anna');
    });
    after(() => connection?.close());

    it(`shares ${REQUESTS} requests evenly`, async (test) => {
      const count = () =>
        Promise.all(
          cheap.flatMap(({ service, path }) => [
            answered(network, service, 0, path),
            answered(network, service, 1, path),
          ]),
        );
      const before = await count();
      await askThrough(connection, REQUESTS, 12);
      const shares = (await count()).map((now, index) => now - (before[index] ?? 0));
      assert.equal(
        shares.reduce((sum, one) => sum + one, 0),
        REQUESTS,
      );
      for (const [index, { service }] of cheap.entries()) {
        const [first = 0, second = 0] = shares.slice(2 * index);
        test.diagnostic(`${service}: ${first} and ${second}`);
        const half = (first + second) / 2;
        assert.ok(Math.abs(first - half) <= half * UNEVEN, `${service}: ${first} and ${second}`);
      }
    });

    it('shows nobody outside what they say to each other', async () => {
      const key = network.environment.FANFARE_INTERNAL_KEY ?? '';
      const headers = { 'x-fanfare-internal-key': key, authorization: `Bearer ${key}` };
      const internal = network.routes.filter(({ kind }) => kind === 'internal');
      assert.ok(internal.length > 20);
      const asked = [
        ...internal.map(({ method, path }) => ({ method, path })),
        { method: 'GET', path: '/metrics' },
        { method: 'GET', path: '/health/ready' },
      ];
      const disguises = [
        (path: string) => path,
        (path: string) => `${path}/`,
        (path: string) => `/${path}`,
        (path: string) => `/api/..${path}`,
        (path: string) => `/api/%2e%2e${path}`,
        (path: string) => path.replace('/', '/%2F'),
        (path: string) => path.replace(/[im]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
        (path: string) => path.toUpperCase(),
      ];
      for (const { method, path } of asked)
        for (const disguise of disguises) {
          const body = method === 'POST' ? '{}' : undefined;
          const answer = await connection.ask({
            method,
            path: disguise(path),
            headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
            ...(body === undefined ? {} : { body }),
          });
          assert.ok(
            [400, 404, 405].includes(answer.status),
            `${method} ${disguise(path)} answered ${answer.status}: ${answer.text.slice(0, 200)}`,
          );
        }
    });

    it('is not between them when they ask each other', async () => {
      const internal = network.routes.find(({ path }) => path.endsWith('/accountNamed'));
      assert.ok(internal);
      const client = at(network, 'auth', 0, null);
      const key = network.environment.FANFARE_INTERNAL_KEY ?? '';
      const answer = await client(
        'POST',
        internal.path,
        { username: 'anna' },
        { 'x-fanfare-internal-key': key },
      );
      assert.deepEqual([answer.status, String(answer.body.account_id)], [200, anna.id]);
      assert.equal((await client('POST', internal.path, { username: 'anna' })).status, 404);
      assert.equal(
        (await client('POST', internal.path, { username: 'anna' }, { 'x-fanfare-internal-key': 'no' }))
          .status,
        403,
      );
      for (const side of [0, 1] as const)
        assert.equal((await fetch(`${place(network, 'fanout', side)}/metrics`)).status, 200);
    });

    it('hands on the id that a request came with, to whoever is asked on the way', async () => {
      const id = 'a-visitors-own-request-0001';
      const home = await anna.api('GET', '/api/v1/timelines/home', undefined, { 'x-request-id': id });
      assert.equal(home.status, 200);
      assert.equal(home.headers.get('x-request-id'), id);
      const wanted = ['/api/v1/timelines/home', '/internal/timeline/home'];
      // Lines come over pipes, after the answer.
      for (let tries = 0; !wanted.every((route) => routesOf.get(id)?.has(route)); tries++) {
        assert.ok(tries < 1_000, `Noted for ${[...(routesOf.get(id) ?? [])].join(', ')} alone`);
        await pause(10);
      }
      const refused = await anna.api('GET', '/metrics', undefined, { 'x-request-id': id });
      assert.equal(refused.status, 404);
      assert.equal(refused.headers.get('x-request-id'), id);
      const unreadable = await anna.api('GET', '/api/v1/instance', undefined, { 'x-request-id': '"{}' });
      assert.match(unreadable.headers.get('x-request-id') ?? '', /^[A-Za-z0-9-]{16,}$/);
    });
  });
}
