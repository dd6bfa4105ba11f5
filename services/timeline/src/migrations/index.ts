import type { MigrationSet } from '@fanfare/sql';
import { timelineTables } from './0001-timeline.ts';

export const timelineMigrations: readonly MigrationSet[] = [
  { owner: 'timeline', migrations: [timelineTables] },
];
