import { after, before } from 'node:test';
import { redis } from '@fanfare/engines';
import { cacheKit } from '../kit/index.ts';
import type { TestServer } from './testing/server.ts';
import { boundedServer, startServer } from './testing/server.ts';

let server: TestServer;
before(async () => {
  server = await startServer(redis);
});
after(() => server.close());

cacheKit('redis', {
  setup: async () => server.setup(),
  bounded: boundedServer,
});
