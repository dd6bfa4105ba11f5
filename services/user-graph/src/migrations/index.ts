import type { MigrationSet } from '@fanfare/sql';
import { graphTables } from './0001-graph.ts';

export const userGraphMigrations: readonly MigrationSet[] = [
  { owner: 'user-graph', migrations: [graphTables] },
];
