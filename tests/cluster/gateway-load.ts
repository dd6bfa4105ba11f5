/** Cheap requests through the gateway, and which instance answered them. */
import assert from 'node:assert/strict';
import type { ServiceName } from '@fanfare/kernel';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import type { Wire } from '../support/wire.ts';
import type { Side } from './places.ts';
import { place } from './places.ts';

/** A question for each service that people reach, and what it answers to whoever is not logged in. */
export const cheap: readonly { service: ServiceName; path: string; status: number }[] = [
  { service: 'auth', path: '/.well-known/oauth-authorization-server', status: 200 },
  { service: 'write', path: '/api/v1/submissions', status: 401 },
  { service: 'read', path: '/api/v1/custom_emojis', status: 200 },
  { service: 'user-graph', path: '/api/v1/blocks', status: 401 },
  { service: 'search', path: '/api/v1/accounts/search', status: 401 },
  { service: 'notification', path: '/api/v1/markers', status: 401 },
];

/** All of these by kept connections, `clients` at a time, in turn over the services. */
export async function askThrough(connection: Wire, requests: number, clients: number): Promise<void> {
  let next = 0;
  async function client(): Promise<void> {
    for (let mine = next++; mine < requests; mine = next++) {
      const { path, status } = cheap[mine % cheap.length] ?? { path: '/', status: 0 };
      const answer = await connection.ask({ method: 'GET', path });
      assert.equal(answer.status, status, `${path}: ${answer.text}`);
    }
  }
  await Promise.all(Array.from({ length: clients }, client));
}

/** Answers to this path so far, of one instance, by what it says in its metrics. */
export async function answered(
  network: ClusterNetwork,
  service: ServiceName,
  side: Side,
  path: string,
): Promise<number> {
  const key = network.environment.FANFARE_INTERNAL_KEY ?? '';
  const response = await fetch(`${place(network, service, side)}/metrics`, {
    headers: { authorization: `Bearer ${key}` },
  });
  assert.equal(response.status, 200);
  return (await response.text())
    .split('\n')
    .filter((line) => line.startsWith('fanfare_http_requests_total{') && line.includes(`route="${path}"`))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
