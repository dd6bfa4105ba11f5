import { eventLogKit } from '../kit/index.ts';

eventLogKit('SQLite', new URL('./kit-world.ts', import.meta.url).href);
