import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { describe, it } from 'node:test';
import { transport } from './transport.ts';

async function connectionsOf(context: TestContext, calls: number, maxAge?: number): Promise<number> {
  let connections = 0;
  const server = createServer((_, response) => response.end('{}'));
  server.on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const wire = transport({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, maxAge);
  context.after(() => {
    wire.close();
    server.close();
  });
  for (let call = 0; call < calls; call++) assert.equal((await wire.post('/', '{}', {}, 5_000)).status, 200);
  return connections;
}

describe('a transport', () => {
  it('keeps its connection', async (context) => {
    assert.equal(await connectionsOf(context, 5), 1);
  });

  it('takes a new one when it is old, so that instances that came later are asked too', async (context) => {
    assert.equal(await connectionsOf(context, 5, 0), 5);
  });
});
