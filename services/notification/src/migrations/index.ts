import type { MigrationSet } from '@fanfare/sql';
import { notificationTables } from './0001-notification.ts';

export const notificationMigrations: readonly MigrationSet[] = [
  { owner: 'notification', migrations: [notificationTables] },
];
