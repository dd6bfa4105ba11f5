import { embedded, eventLogKit } from '../kit/index.ts';

const traits = { ...embedded, several: true, lateCommits: true };
eventLogKit('MySQL', new URL('./world-mysql.test-support.ts', import.meta.url).href, traits);
