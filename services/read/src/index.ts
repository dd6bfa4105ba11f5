export { readSettings } from './config.ts';
export { readMigrations } from './migrations/index.ts';
export { readModule } from './module.ts';
