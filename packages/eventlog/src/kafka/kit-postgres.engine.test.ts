import { eventLogKit } from '../kit/index.ts';

eventLogKit('Kafka, from Postgres', new URL('./world-postgres.test-support.ts', import.meta.url).href);
