import type { MigrationSet } from '@fanfare/sql';
import { searchTables } from './0001-search.ts';

export const searchMigrations: readonly MigrationSet[] = [{ owner: 'search', migrations: [searchTables] }];
