/** Several processes asked as one: who answers, who does not, and who is behind which address. */
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import type { Vitals } from '@fanfare/contracts';
import { readSettings } from '@fanfare/kernel';
import { allSettings } from '../services.ts';
import { everybody } from './everybody.ts';

const counted = { requests: 0, errors: 0, times: { limits: [], counts: [0] }, deliveries: [] };
const vitals = (services: string[]): Vitals => ({
  ...{ id: services.join(), services, version: '1', runtime: 'v24', started_at: 0, parts: {}, memory: 1 },
  ...{ counted, lately: { ...counted, seconds: 60, busy: 0 }, gauges: {} },
});

/** Another process, as far as it is asked here. */
async function process(services: string[]) {
  const server = createServer((request, answer) => {
    const known =
      request.url === '/internal/server/vitals' && request.headers['x-fanfare-internal-key'] === 'key';
    answer.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
    answer.end(known ? JSON.stringify(vitals(services)) : '{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, close: () => server.close() };
}

function all(settings: Record<string, string>, here: Parameters<typeof everybody>[1]) {
  const values = readSettings(allSettings, { FANFARE_INTERNAL_KEY: 'key', ...settings });
  return everybody(values, here, async () => vitals([...here]), new AsyncLocalStorage());
}

const shown = ({ services, vitals: said }: { services: readonly string[]; vitals: Vitals | null }) =>
  `${services.join()}: ${said === null ? 'away' : said.services.join()}`;

test('one process asks nobody', async () => {
  const one = all({ FANFARE_READ_URL: 'http://127.0.0.1:9' }, [
    ...(['auth', 'write', 'read', 'timeline', 'user-graph', 'fanout', 'search', 'notification'] as const),
  ]);
  const found = await one.ask();
  assert.equal(found.length, 1);
  assert.equal(found[0]?.vitals?.services.length, 8);
});

test('each address is asked once, whoever does not answer is away, and oneself needs no address', async () => {
  const both = await process(['read', 'search']);
  const gone = await process(['timeline']);
  gone.close();
  const some = all(
    { FANFARE_READ_URL: both.url, FANFARE_SEARCH_URL: both.url, FANFARE_TIMELINE_URL: gone.url },
    ['write'],
  );
  try {
    assert.deepEqual((await some.ask()).map(shown).sort(), [
      'read,search: read,search',
      'timeline: away',
      'write: write',
    ]);
  } finally {
    some.close();
    both.close();
  }
});

test('where this service has addresses of its own, this process is behind one of them', async () => {
  const first = await process(['write']);
  const second = await process(['write']);
  const some = all({ FANFARE_WRITE_URL: `${first.url},${second.url}` }, ['write']);
  try {
    assert.deepEqual((await some.ask()).map(shown), ['write: write', 'write: write']);
  } finally {
    some.close();
    first.close();
    second.close();
  }
});
