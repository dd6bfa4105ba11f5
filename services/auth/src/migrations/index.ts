import type { MigrationSet } from '@fanfare/sql';
import { accounts } from './0001-accounts.ts';
import { identity } from './0001-identity.ts';
import { grants } from './0002-grants.ts';
import { roles } from './0002-roles.ts';
import { firstOwner } from './0003-first-owner.ts';
import { ownerLinks } from './0003-owner-links.ts';

/** Accounts in the core database, and the tables of the embedded identity store. */
export const authMigrations: readonly MigrationSet[] = [
  { owner: 'auth', migrations: [accounts, roles, firstOwner] },
  { owner: 'identity', migrations: [identity, grants, ownerLinks] },
];
