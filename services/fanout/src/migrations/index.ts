import type { MigrationSet } from '@fanfare/sql';
import { fanoutTables } from './0001-fanout.ts';

export const fanoutMigrations: readonly MigrationSet[] = [{ owner: 'fanout', migrations: [fanoutTables] }];
