export { type AuthConfig, authSettings } from './config.ts';
export { authMigrations } from './migrations/index.ts';
export { type AuthNeeds, authModule } from './module.ts';
