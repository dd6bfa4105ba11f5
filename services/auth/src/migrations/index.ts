import type { MigrationSet } from '@fanfare/sql';
import { accounts } from './0001-accounts.ts';
import { identity } from './0001-identity.ts';
import { grants } from './0002-grants.ts';
import { roles } from './0002-roles.ts';

/** Accounts in the core database, and the tables of the embedded identity store. */
export const authMigrations: readonly MigrationSet[] = [
  { owner: 'auth', migrations: [accounts, roles] },
  { owner: 'identity', migrations: [identity, grants] },
];
