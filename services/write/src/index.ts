export { type WriteValues, writeSettings } from './config.ts';
export { writeMigrations } from './migrations/index.ts';
export { writeModule } from './module.ts';
export type { WriteNeeds } from './needs.ts';
