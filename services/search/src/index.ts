export { searchSettings } from './config.ts';
export { searchMigrations } from './migrations/index.ts';
export { searchModule } from './module.ts';
