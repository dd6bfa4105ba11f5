import type { MigrationSet } from '@fanfare/sql';
import { statusTables } from './0001-statuses.ts';
import { approvalTables } from './0002-approval.ts';

export const writeMigrations: readonly MigrationSet[] = [
  { owner: 'write', migrations: [statusTables, approvalTables] },
];
