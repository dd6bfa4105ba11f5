import { embedded, eventLogKit } from '../kit/index.ts';

const traits = { ...embedded, several: true, lateCommits: true };
eventLogKit('Postgres', new URL('./world-postgres.test-support.ts', import.meta.url).href, traits);
