import { eventLogKit } from '../kit/index.ts';
import { onKafka } from './world.test-support.ts';

const traits = { ...onKafka, lateCommits: true };
const world = new URL('./world-servers.test-support.ts', import.meta.url).href;
eventLogKit('Kafka, from Postgres and MySQL', world, traits);
