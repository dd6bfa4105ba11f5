export { fanoutSettings } from './config.ts';
export { fanoutMigrations } from './migrations/index.ts';
export { fanoutModule } from './module.ts';
