import type { MigrationSet } from '@fanfare/sql';
import { timelineTables } from './0001-timeline.ts';
import { notedAt } from './0002-noted-at.ts';

export const timelineMigrations: readonly MigrationSet[] = [
  { owner: 'timeline', migrations: [timelineTables, notedAt] },
];
