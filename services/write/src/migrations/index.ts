import type { MigrationSet } from '@fanfare/sql';
import { statusTables } from './0001-statuses.ts';
import { approvalTables } from './0002-approval.ts';
import { instanceSettings } from './0003-instance-settings.ts';
import { placeStatus } from './0004-place-status.ts';

export const writeMigrations: readonly MigrationSet[] = [
  { owner: 'write', migrations: [statusTables, approvalTables, instanceSettings, placeStatus] },
];
