import type { MigrationSet } from '@fanfare/sql';

/** Search keeps nothing in the core database but its offsets, and those belong to packages/sql. */
export const searchMigrations: readonly MigrationSet[] = [];
