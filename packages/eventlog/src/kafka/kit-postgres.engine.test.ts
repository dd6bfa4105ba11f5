import { eventLogKit } from '../kit/index.ts';
import { onKafka } from './world.test-support.ts';

const traits = { ...onKafka, lateCommits: true };
eventLogKit(
  'Kafka, from Postgres',
  new URL('./world-postgres.test-support.ts', import.meta.url).href,
  traits,
);
