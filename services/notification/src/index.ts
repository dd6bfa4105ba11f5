export { notificationSettings } from './config.ts';
export { notificationMigrations } from './migrations/index.ts';
export { notificationModule } from './module.ts';
