/** What a person is called, and where they and their posts are found. */
import type { Account } from '../api/entities.ts';

export function nameOf(account: Pick<Account, 'displayName' | 'username'>): string {
  return account.displayName === '' ? account.username : account.displayName;
}

export const pathOf = {
  account: (account: Pick<Account, 'acct'>) => `/@${account.acct}`,
  post: (post: { id: string; account: Pick<Account, 'acct'> }) => `/@${post.account.acct}/${post.id}`,
};
