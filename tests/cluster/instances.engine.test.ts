/** Two instances of every service are as one. All of it on one cluster: sixteen processes take their time and memory. */
import { after, before, describe } from 'node:test';
import type { ClusterNetwork } from '@fanfare/testkit/cluster';
import { startClusterNetwork } from '@fanfare/testkit/cluster';
import { doctorTests } from './doctor.ts';
import { drainTests } from './drain.ts';
import { gatewayTests, hearing } from './gateway.ts';
import { orderingTests } from './ordering.ts';
import type { OwnRedis } from './own-redis.ts';
import { ownRedis } from './own-redis.ts';
import { ruleTests } from './rules.ts';
import { streamTests } from './streams.ts';
import { tokenTests } from './tokens.ts';

describe('at two instances of each service', () => {
  let network: ClusterNetwork;
  let redis: OwnRedis;
  before(async () => {
    redis = await ownRedis();
    network = await startClusterNetwork({
      settings: { REDIS_URL: redis.url, LOG_LEVEL: 'info' },
      log: hearing,
    });
  });
  after(async () => {
    try {
      await network?.stop();
    } finally {
      await redis?.stop();
    }
  });

  const world = () => ({ network, redis });
  gatewayTests(world);
  ruleTests(world);
  streamTests(world);
  tokenTests(world);
  orderingTests(world);
  drainTests(world);
  doctorTests(world);
});
