import { embedded, eventLogKit } from '../kit/index.ts';

eventLogKit('SQLite', new URL('./world.test-support.ts', import.meta.url).href, embedded);
