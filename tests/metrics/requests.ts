import assert from 'node:assert/strict';
import { it } from 'node:test';
import { look, moves } from './look.ts';
import type { World } from './world.ts';

export function requestTests(world: () => World): void {
  it('requests by route, method and status, never by path', async () => {
    const { network, alice } = world();
    const route = '/api/v1/accounts/:id';
    const of = { service: 'read', route, method: 'GET' };
    await moves(
      network,
      [
        ['fanfare_http_requests_total', { ...of, status: '200' }, 2],
        ['fanfare_http_requests_total', { ...of, status: '404' }, 1],
        ['fanfare_http_request_duration_seconds_count', of, 3],
        ['fanfare_http_request_duration_seconds_bucket', { ...of, le: '+Inf' }, 3],
        [
          'fanfare_http_requests_total',
          { service: 'shell', route: 'unknown', method: 'GET', status: '404' },
          1,
        ],
        ['fanfare_http_refusals_total', { code: 'not_found' }, 1],
        ['fanfare_http_refusals_total', { code: 'unknown_path' }, 1],
        ['fanfare_http_refusals_total', { code: 'unauthorized' }, 1],
        ['fanfare_token_checks_total', { result: 'refused' }, 1],
        ['fanfare_token_checks_total', { result: 'ok' }, 3],
      ],
      async () => {
        await alice.api('GET', `/api/v1/accounts/${alice.id}`);
        await alice.api('GET', `/api/v1/accounts/${alice.id}`);
        await alice.api('GET', '/api/v1/accounts/1234567890123456');
        await network.anyone('GET', '/api/v9/things/1234567890123456');
        await network.anyone('GET', '/api/v1/statuses/1', undefined, { authorization: 'Bearer wrong' });
      },
    );
  });

  it('failures before the first, so that alerts see it', async () => {
    const { network } = world();
    const seen = await look(network);
    for (const [route, method] of [
      ['/auth/sign_in', 'POST'],
      ['/oauth/token', 'POST'],
      ['/api/v1/timelines/home', 'GET'],
    ] as const)
      for (const status of ['500', '503'])
        assert.equal(seen.value('fanfare_http_requests_total', { route, method, status }), 0, route);
  });

  it('what is being answered at this moment', async () => {
    const { network } = world();
    // The look itself.
    assert.equal((await look(network)).value('fanfare_http_requests_in_flight'), 1);
  });
}
