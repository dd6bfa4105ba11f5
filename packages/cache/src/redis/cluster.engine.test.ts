import { after, before } from 'node:test';
import { redisCluster } from '@fanfare/engines';
import { cacheKit } from '../kit/index.ts';
import type { TestServer } from './testing/server.ts';
import { boundedServer, startServer } from './testing/server.ts';

let server: TestServer;
before(async () => {
  server = await startServer(redisCluster);
});
after(() => server.close());

cacheKit('redis cluster', {
  setup: async () => server.setup(),
  // Another server need not be a cluster: eviction is each server's own business.
  bounded: boundedServer,
});
