export { timelineSettings } from './config.ts';
export { timelineMigrations } from './migrations/index.ts';
export { timelineModule } from './module.ts';
