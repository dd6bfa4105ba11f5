export { userGraphSettings } from './config.ts';
export { userGraphMigrations } from './migrations/index.ts';
export { userGraphModule } from './module.ts';
