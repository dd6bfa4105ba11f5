import type { MigrationSet } from '@fanfare/sql';

/** Read owns no table. */
export const readMigrations: readonly MigrationSet[] = [];
