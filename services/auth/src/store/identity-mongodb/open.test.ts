import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { suite, test } from 'node:test';
import { readSettings, StartError, silentLog } from '@fanfare/kernel';
import { authSettings } from '../../config.ts';
import { openMongo } from './open.ts';
import { pretendedServer } from './pretended-server.test-support.ts';

async function refusal(url: string): Promise<string> {
  const error = await openMongo({ url, log: silentLog, patience: 0 }).then(
    () => assert.fail('it was opened'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof StartError, String(error));
  assert.equal(error.message.includes('secret'), false, error.message);
  return error.message;
}

const hello = (over: object = {}) => ({
  ok: 1,
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  minWireVersion: 0,
  maxWireVersion: 21,
  ...over,
});
const isHello = (command: string) => command === 'hello' || command === 'ismaster';

suite('opening MongoDB says in a sentence what to mend', () => {
  test('an address without a database, or that cannot be read', async () => {
    assert.match(await refusal('mongodb://localhost:27017'), /names no database; write one behind the host/);
    assert.match(await refusal('mongodb://user:secret@localhost:27017/?w=1'), /names no database/);
    assert.match(await refusal('mongodb://user:secret@localhost:x/fanfare'), /IDENTITY_URL cannot be read/);
    assert.match(
      await refusal('mongodb://localhost:1/fanfare?wrong=1'),
      /IDENTITY_URL cannot be read.*wrong/,
    );
  });

  test('nobody there', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    await new Promise((resolve) => server.close(resolve));
    assert.match(
      await refusal(`mongodb://user:secret@127.0.0.1:${port}/fanfare`),
      new RegExp(`MongoDB at 127.0.0.1:${port} \\(IDENTITY_URL\\) does not answer .*start it, or correct`),
    );
  });

  test('a wrong password', async () => {
    const server = await pretendedServer((command) => {
      if (isHello(command)) return hello({ saslSupportedMechs: ['SCRAM-SHA-256'] });
      if (command === 'saslstart')
        return { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed.' };
      return undefined;
    });
    const text = await refusal(`mongodb://user:secret@127.0.0.1:${server.port}/fanfare`);
    await server.close();
    assert.match(text, /refuses the user or the password; correct them/);
  });

  test('a user who may not write there', async () => {
    const server = await pretendedServer((command) => {
      if (isHello(command)) return hello();
      if (command === 'createindexes')
        return { ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'not authorized on fanfare' };
      return undefined;
    });
    const text = await refusal(`mongodb://127.0.0.1:${server.port}/fanfare`);
    await server.close();
    assert.match(
      text,
      /does not let its user write to the database "fanfare"; give the user the role readWrite/,
    );
  });

  test('a version that is too old', async () => {
    const server = await pretendedServer((command) =>
      isHello(command) ? hello({ maxWireVersion: 6 }) : undefined,
    );
    const text = await refusal(`mongodb://127.0.0.1:${server.port}/fanfare`);
    await server.close();
    assert.match(text, /has a version that cannot be used .*; use MongoDB 4.2 or newer/);
  });
});

suite('IDENTITY_URL', () => {
  test('may name several hosts, and must be of MongoDB', () => {
    const hosts = 'mongodb://user:secret@a:27017,b:27017/fanfare?replicaSet=rs';
    assert.equal(readSettings(authSettings, { IDENTITY_URL: hosts }).IDENTITY_URL, hosts);
    assert.equal(readSettings(authSettings, {}).IDENTITY_URL, null);
    assert.throws(() => readSettings(authSettings, { IDENTITY_URL: 'postgres://user:secret@a/b' }), {
      message: 'IDENTITY_URL must be an address that begins with mongodb:// or mongodb+srv://.',
    });
  });
});
