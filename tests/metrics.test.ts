/** Each number moves when what it counts happens, stands in the catalogue, and tells of nobody. */
import { after, before, describe } from 'node:test';
import { needsOneProcess } from '@fanfare/testkit';
import { approvalTests } from './metrics/approval.ts';
import { catalogueTests } from './metrics/catalogue.ts';
import { engineTests } from './metrics/engines.ts';
import { eventTests } from './metrics/events.ts';
import { identityTests } from './metrics/identity.ts';
import { processTests } from './metrics/process.ts';
import { requestTests } from './metrics/requests.ts';
import { streamTests } from './metrics/streams.ts';
import { timelineTests } from './metrics/timelines.ts';
import type { World } from './metrics/world.ts';
import { metricsWorld } from './metrics/world.ts';

describe('metrics', { skip: needsOneProcess() }, () => {
  let world: World;
  const now = () => world;
  before(async () => {
    world = await metricsWorld();
  });
  after(() => world?.network.stop());

  describe('of requests', () => requestTests(now));
  describe('of engines', () => engineTests(now));
  describe('of the event log', () => eventTests(now));
  describe('of timelines', () => timelineTests(now));
  describe('of streams', () => streamTests(now));
  describe('of approval', () => approvalTests(now));
  describe('of identity', () => identityTests(now));
  describe('of the process', () => processTests(now));
  describe('as a whole', () => catalogueTests(now));
});
