import assert from 'node:assert/strict';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { StartError } from '@fanfare/kernel';
import { redisCache } from './index.ts';

/** Answers each command with the same text, in the protocol of Redis; null: with nothing. */
async function pretender(t: TestContext, answer: string | null): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      const commands = bytes.toString().match(/^\*\d+\r\n/gm) ?? [];
      if (answer !== null) for (const _ of commands) socket.write(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function refused(hosts: string, expected: RegExp): Promise<void> {
  const url = `redis://me:secret@${hosts}`;
  await assert.rejects(redisCache({ url, namespace: 'test', patience: 300 }), (error) => {
    assert.ok(error instanceof StartError, String(error));
    assert.match(error.message, expected);
    assert.match(error.message, /^[^\n]*REDIS_URL/);
    assert.ok(!error.message.includes('secret'));
    return true;
  });
}

test('a Redis that is too old, or says so by not knowing a command', async (t) => {
  const info = 'redis_version:6.2.7\r\nrun_id:x\r\nrole:master';
  await refused(await pretender(t, `$${info.length}\r\n${info}\r\n`), /Redis 6\.2\.7: .*7\.0 or newer/);
  await refused(await pretender(t, "-ERR unknown command 'HELLO'\r\n"), /7\.0 or newer/);
});

test('a server that refuses the credentials is not asked twice', async (t) => {
  await refused(await pretender(t, '-WRONGPASS invalid username-password pair\r\n'), /user or password/);
});

test('nobody there, somebody else, or somebody who says nothing', async (t) => {
  await refused('127.0.0.1:1', /127\.0\.0\.1:1.*ECONNREFUSED.*start it there or correct/);
  await refused(await pretender(t, 'HTTP/1.1 400 Bad Request\r\n\r\n'), /could not be used within/);
  await refused(await pretender(t, null), /no answer|no connection/);
});

test('a namespace that would break keys', async () => {
  await assert.rejects(
    redisCache({ url: 'redis://127.0.0.1:1', namespace: 'a{b}' }),
    (error) => error instanceof StartError && error.message.includes('FANFARE_NAMESPACE'),
  );
});
