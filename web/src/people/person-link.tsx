/** Who somebody is, leading to their profile: face, name and handle. */
import { Link } from 'wouter';
import type { Account } from '../api/entities.ts';
import { Avatar } from '../ui/avatar.tsx';
import { nameOf, pathOf } from './person.ts';
import css from './person-link.module.css';

export function PersonLink({ account }: { account: Account }) {
  return (
    <Link href={pathOf.account(account)} className={css.person}>
      <Avatar account={account} />
      <span className={css.names}>
        <bdi className={css.name}>{nameOf(account)}</bdi>
        <bdi className={css.handle}>@{account.acct}</bdi>
      </span>
    </Link>
  );
}
