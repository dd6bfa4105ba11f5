import assert from 'node:assert/strict';
import { request } from 'node:http';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { memoryCache } from '@fanfare/cache/memory';
import { htmlPage, route } from '../route.ts';
import { encodingOf } from './compressed.ts';
import { testServer } from './test-server.fixture.ts';

const long = `<p>${'ü and so on '.repeat(500)}</p>`;
const page = { method: 'GET', auth: 'none', kind: 'page', summary: 'A page' } as const;
const routes = [
  route({ ...page, path: '/long', packed: true, handle: async () => htmlPage(long, { status: 404 }) }),
  route({ ...page, path: '/short', packed: true, handle: async () => htmlPage('<p>hi</p>') }),
  route({ ...page, path: '/form', handle: async () => htmlPage(long) }),
  route({ ...page, path: '/frame', framed: true, handle: async () => htmlPage(long) }),
];

test('the smallest form that is accepted is chosen', () => {
  assert.equal(encodingOf('gzip, deflate, br, zstd'), 'br');
  assert.equal(encodingOf('GZIP;q=0.5, br;q=0'), 'gzip');
  assert.equal(encodingOf('identity, brotli'), null);
  assert.equal(encodingOf(undefined), null);
});

test('texts are compressed where the route says so; frames are allowed where it says so', async () => {
  const server = await testServer(routes, { cache: memoryCache() });
  try {
    const brotli = await get(server.url, '/long', 'gzip, br');
    assert.equal(brotliDecompressSync(brotli.bytes).toString(), long);
    assert.deepEqual(
      [brotli.status, brotli.headers.vary, brotli.headers['content-encoding']],
      [404, 'Accept-Encoding', 'br'],
    );
    assert.equal(gunzipSync((await get(server.url, '/long', 'gzip')).bytes).toString(), long);
    const plain = await get(server.url, '/long', 'identity');
    assert.deepEqual([plain.bytes.toString(), plain.headers.vary], [long, 'Accept-Encoding']);
    for (const path of ['/short', '/form'])
      assert.equal((await get(server.url, path, 'br')).headers['content-encoding'], undefined, path);

    const { headers: framed } = await get(server.url, '/frame', 'br');
    assert.match(String(framed['content-security-policy']), /frame-ancestors \*$/);
    assert.doesNotMatch(String(framed['content-security-policy']), /script-src/);
    assert.equal(framed['x-frame-options'], undefined);
    const { headers: other } = await get(server.url, '/form', 'br');
    assert.match(String(other['content-security-policy']), /frame-ancestors 'none'$/);
  } finally {
    await server.close();
  }
});

/** As it comes over the wire: fetch would unpack it. */
function get(url: string, path: string, accepted: string) {
  return new Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }>(
    (resolve, reject) => {
      const asked = request(
        new URL(path, url),
        { headers: { 'accept-encoding': accepted } },
        async (answer) => {
          const bytes = Buffer.concat(await answer.toArray());
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes });
        },
      );
      asked.on('error', reject).end();
    },
  );
}
