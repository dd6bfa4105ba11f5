/** What a unit must know of the person who writes. */
import type { AccountsTable, ViewVersionTable } from '@fanfare/contracts/tables';
import { counts, insertIgnore } from '@fanfare/sql';
import { isPulled } from '../domain/pull-mode.ts';
import type { CoreUnit, Db } from './db.ts';

export type Author = Pick<
  AccountsTable,
  'id' | 'username' | 'default_privacy' | 'default_sensitive' | 'default_language'
> &
  Pick<ViewVersionTable, 'role' | 'state'>;

export function authorById(db: Db, accountId: number): Promise<Author | undefined> {
  return db
    .selectFrom('accounts')
    .innerJoin('view_version', 'view_version.account_id', 'accounts.id')
    .select([
      'accounts.id',
      'accounts.username',
      'accounts.default_privacy',
      'accounts.default_sensitive',
      'accounts.default_language',
      'view_version.role',
      'view_version.state',
    ])
    .where('accounts.id', '=', accountId)
    .executeTakeFirst();
}

/** Whether the author's next post is pulled by readers: by the exact number of followers at this moment. */
export async function nextIsPulled(db: Db, accountId: number, limit: number): Promise<boolean> {
  const followers = await followerCount(db, accountId);
  // The last mode decides only inside the gap.
  if (isPulled(followers, limit, true) === isPulled(followers, limit, false)) {
    return isPulled(followers, limit, false);
  }
  const last = await db
    .selectFrom('statuses')
    .select('pulled')
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return isPulled(followers, limit, last?.pulled === 1);
}

async function followerCount(db: Db, accountId: number): Promise<number> {
  const found = await counts(db, ['account.followers'], [accountId]);
  return found.get(accountId)?.['account.followers'] ?? 0;
}

/** Remembers the newest post that readers of this author must pull. Never goes back, whichever unit commits last. */
export async function notePulled(unit: CoreUnit, accountId: number, statusId: number): Promise<void> {
  const row = { account_id: accountId, last_status_id: statusId };
  if (await insertIgnore(unit.db, 'pulled_authors', row)) return;
  await unit.db
    .updateTable('pulled_authors')
    .set({ last_status_id: statusId })
    .where('account_id', '=', accountId)
    .where('last_status_id', '<', statusId)
    .execute();
}
