import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { suite, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { engines, engineUrl, startEngine } from '@fanfare/engines';
import { isAppError, StartError, silentLog } from '@fanfare/kernel';
import { blobKit } from '../kit/index.ts';
import { bytesOf, keysOf, readBytes } from '../kit/setup.ts';
import type { FaultyWay } from './faulty-way.fixture.ts';
import { faultyWay } from './faulty-way.fixture.ts';
import type { S3Blob } from './index.ts';
import { s3Blob } from './index.ts';

const url = await engineUrl('s3');
const log = silentLog;
const type = 'image/png';
const isAway = (error: unknown) => isAppError(error, 'engine_away');

/** A prefix of its own is a place with nothing in it. */
function freshPrefix(of: string): string {
  const made = new URL(of);
  made.pathname += `/t${randomBytes(6).toString('hex')}`;
  return made.href;
}

async function place(prepare: (way: FaultyWay) => void = () => {}) {
  const way = await faultyWay(freshPrefix(url));
  prepare(way);
  const opened: S3Blob[] = [];
  return {
    way,
    async open() {
      const blob = await s3Blob({ url: way.url, log });
      opened.push(blob);
      return blob;
    },
    putter: {
      module: fileURLToPath(new URL('./put-forever.fixture.ts', import.meta.url)),
      arguments: [way.url],
    },
    async away(during: () => Promise<void>) {
      await way.close();
      await during();
      await way.reopen();
    },
    async close() {
      for (const blob of opened) {
        await blob.delete(...(await keysOf(blob, '')));
        await blob.close();
      }
      await way.close();
    },
  };
}

blobKit('s3', () => place());
blobKit('s3, where copies are conditional', () =>
  place((way) => {
    way.conditionalCopy = true;
  }),
);

async function opened(context: TestContext, prepare?: (way: FaultyWay) => void) {
  const setup = await place(prepare);
  context.after(() => setup.close());
  return { way: setup.way, blob: await setup.open() };
}

suite('s3', () => {
  test('lists and deletes more than a page', async (context) => {
    const { blob } = await opened(context);
    const keys = Array.from({ length: 1_050 }, (_, index) => `many/${index}`);
    const left = [...keys];
    const lane = async () => {
      for (let key = left.pop(); key !== undefined; key = left.pop())
        await blob.put(key, Buffer.from(key), { type });
    };
    await Promise.all(Array.from({ length: 16 }, lane));
    assert.deepEqual(await keysOf(blob, 'many/'), keys.toSorted());
    await blob.delete(...keys);
    assert.deepEqual(await keysOf(blob, ''), []);
  });

  test('a write whose answer is lost is done, once, and not called a conflict', async (context) => {
    const { blob, way } = await opened(context, (one) => {
      one.conditionalCopy = true;
    });
    Object.assign(way, { fault: 'deaf', breaks: 1 });
    await blob.put('k', bytesOf('k', 1_000), { type });
    assert.deepEqual(await readBytes(blob, 'k'), bytesOf('k', 1_000));
    Object.assign(way, { fault: 'deaf', breaks: 1 });
    await blob.copy('k', 'l');
    assert.deepEqual(await readBytes(blob, 'l'), bytesOf('k', 1_000));
    // What another wrote stays a conflict, also when the answer is lost.
    Object.assign(way, { fault: 'deaf', breaks: 1 });
    await assert.rejects(blob.put('l', bytesOf('m', 5), { type }), (error) => isAppError(error, 'conflict'));
    assert.deepEqual(await readBytes(blob, 'l'), bytesOf('k', 1_000));
  });

  test('a server that takes requests and never answers costs a deadline, then nothing, and heals alone', async (context) => {
    const { blob, way } = await opened(context);
    await blob.put('k', bytesOf('k', 1_000), { type });
    way.fault = 'silent';
    const began = performance.now();
    await assert.rejects(blob.get('k'), isAway);
    const asked = way.seen;
    for (let count = 0; count < 100; count++) await assert.rejects(blob.get('k'), isAway);
    assert.equal(way.seen, asked, 'nobody asks a server that is known to be away');
    assert.ok(performance.now() - began < 8_000);
    way.fault = 'open';
    for (;;) {
      const read = await blob.get('k').catch((error: unknown) => {
        if (isAway(error)) return null;
        throw error;
      });
      read?.stream.destroy();
      if (read !== null) break;
      await pause(20);
    }
  });

  test('a body that stops in the middle ends with an error', async (context) => {
    const { blob, way } = await opened(context);
    await blob.put('k', bytesOf('k', 2_000_000), { type });
    way.fault = 'halfway';
    const read = await blob.get('k');
    assert.ok(read);
    await assert.rejects(buffer(read.stream), isAway);
    way.fault = 'open';
  });

  test('a body may be left unread while the server goes away', async (context) => {
    const { blob, way } = await opened(context);
    await blob.put('k', bytesOf('k', 2_000_000), { type });
    const read = await blob.get('k');
    await way.close();
    read?.stream.destroy();
    await way.reopen();
  });

  test('a server that is killed and comes back has everything, and nobody opens anything again', async (context) => {
    const engine = engines.get('s3');
    assert.ok(engine);
    const folder = await mkdtemp(join(tmpdir(), 'fanfare-s3-'));
    const server = await startEngine(engine, { folder, durable: true });
    context.after(async () => {
      await server.kill();
      await rm(folder, { recursive: true, force: true });
    });
    const blob = await s3Blob({ url: server.url, log });
    context.after(() => blob.close());
    await blob.put('a', bytesOf('a', 500_000), { type });
    await server.kill();
    await assert.rejects(blob.get('a'), isAway);
    const { ok, detail } = await blob.health();
    assert.equal(ok, false);
    assert.match(detail ?? '', /ECONNREFUSED/);
    await server.start();
    assert.equal((await blob.health()).ok, true);
    assert.deepEqual(await readBytes(blob, 'a'), bytesOf('a', 500_000));
    await rm(join(folder, 's3', 'data', 'fanfare'), { recursive: true });
    await assert.rejects(blob.get('a'), isAway, 'a bucket that is gone is not a blob that is gone');
    await assert.rejects(blob.get('a', { start: 0, end: -1 }), isAway);
  });

  test('the process ends by itself, without a close', async () => {
    const code = `
      const { s3Blob } = await import(${JSON.stringify(new URL('./index.ts', import.meta.url).href)});
      const blob = await s3Blob({ url: ${JSON.stringify(freshPrefix(url))}, log: { warn() {}, info() {} } });
      await blob.put('k', Buffer.from('x'), { type: 'x/y' });
      await blob.delete('k');
    `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' });
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });
});

suite('s3: a wrong MEDIA_URL stops the start with one sentence', () => {
  const wrongs: [string, (of: URL) => void, RegExp][] = [
    ['access key', (of) => (of.username = 'nobody'), /does not know the access key/],
    ['secret', (of) => (of.password = 'wrong-secret'), /does not accept the secret/],
    ['bucket', (of) => (of.pathname = '/no-such-bucket'), /no bucket "no-such-bucket"/],
    ['region', (of) => of.searchParams.set('region', 'eu-west-1'), /not in the region "eu-west-1"/],
    ['TLS', (of) => of.searchParams.delete('tls'), /does not speak TLS/],
    ['option', (of) => of.searchParams.set('tsl', 'false'), /\?tsl=/],
  ];
  for (const [what, spoil, sentence] of wrongs) {
    test(`${what}`, async () => {
      const spoilt = new URL(url);
      spoil(spoilt);
      await assert.rejects(s3Blob({ url: spoilt.href, log }), (error) => {
        assert.ok(error instanceof StartError, String(error));
        assert.match(error.message, /^MEDIA_URL/);
        assert.match(error.message, sentence);
        assert.ok(!error.message.includes('\n'));
        for (const secret of [new URL(url).password, spoilt.password].filter(Boolean))
          assert.ok(!error.message.includes(secret) && !error.message.includes(decodeURIComponent(secret)));
        return true;
      });
    });
  }

  test('a server that overwrites', async (context) => {
    const way = await faultyWay(freshPrefix(url));
    context.after(() => way.close());
    way.forgetsConditions = true;
    await assert.rejects(s3Blob({ url: way.url, log }), (error) => {
      assert.ok(error instanceof StartError);
      assert.match(error.message, /If-None-Match/);
      return true;
    });
  });

  test('something that is no S3 server', async (context) => {
    const { createServer } = await import('node:http');
    const page = createServer((_, answer) => answer.end('<html><body>Hello</body></html>'));
    page.listen(0, '127.0.0.1');
    await once(page, 'listening');
    context.after(() => page.close());
    const elsewhere = new URL(url);
    elsewhere.port = String((page.address() as { port: number }).port);
    await assert.rejects(s3Blob({ url: elsewhere.href, log }), (error) => {
      assert.ok(error instanceof StartError, String(error));
      assert.match(error.message, /does not speak S3/);
      return true;
    });
  });
});
