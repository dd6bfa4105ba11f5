import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from './connect.ts';
import { eachProcess } from './each-process.ts';

type Server = ReturnType<Connection['at']>;

/** As names lead in a deployment: containers, a balancer, an address, a name that nobody knows. */
const names: Record<string, string[]> = { write: ['10.0.0.1', '10.0.0.2', 'fd00::1'], read: ['10.0.0.9'] };

test('a name that leads to several addresses is several processes; one address may be a balancer', async () => {
  const server = (url: string) => ({ url }) as unknown as Server;
  const urls = [
    'http://write:3000',
    'http://read:3000',
    'http://127.0.0.1:4000',
    'https://auth:1',
    'http://gone:1',
  ];
  const { reached, perhapsMore } = await eachProcess(
    { instances: new Map(urls.map((url) => [url, server(url)])), at: server },
    async (one) => {
      const { url } = one as unknown as { url: string };
      if (url.includes('gone')) throw new Error('away');
      return url;
    },
    (error) => error instanceof Error && error.message === 'away',
    async (name) => {
      const found = names[name];
      if (found === undefined) throw new Error('ENOTFOUND');
      return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    },
  );
  assert.deepEqual(
    reached.map(({ where, answer }) => [where, answer]),
    [
      ['http://10.0.0.1:3000', 'http://10.0.0.1:3000'],
      ['http://10.0.0.2:3000', 'http://10.0.0.2:3000'],
      ...['http://read:3000', 'http://127.0.0.1:4000', 'https://auth:1'].map((url) => [url, url]),
      ['http://gone:1', null],
    ],
  );
  assert.deepEqual(perhapsMore, ['read']);
});
