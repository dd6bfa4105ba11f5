/** An endless list of people with a button beside each: followers, blocks, who favourited a post. */
import type { ReactElement } from 'react';
import type { Account } from '../api/entities.ts';
import type { AccountListOptions } from '../data/account-lists.ts';
import { useAccountList } from '../data/account-lists.ts';
import { useAccount } from '../data/accounts.ts';
import { Endless } from '../lists/endless.tsx';
import { plainText } from '../posts/plain.ts';
import { Loading } from '../ui/loading.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import css from './account-list.module.css';
import { FollowButton } from './follow-button.tsx';
import { nameOf } from './person.ts';
import { PersonLink } from './person-link.tsx';

interface Props {
  list: AccountListOptions;
  /** Names the list for screen readers. */
  label: string;
  /** Said where there is nobody. */
  empty: string;
  /** What stands beside each; by default the follow button. */
  action?: (account: Account) => ReactElement | null;
}

const followButton = (account: Account) => <FollowButton account={account} />;

export function AccountList({ list, label, empty, action = followButton }: Props) {
  const { ids, data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAccountList(list);
  if (data === undefined) {
    return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
  }
  return (
    <>
      {ids.length === 0 ? (
        <p className="card empty">{empty}</p>
      ) : (
        <Endless
          name={list.key.join()}
          label={label}
          ids={ids}
          item={(id) => <AccountRow id={id} action={action} />}
          more={hasNextPage && error === null ? () => void fetchNextPage() : undefined}
          loading={isFetchingNextPage}
        />
      )}
      {error === null ? null : <TroubleCard error={error} retry={() => void fetchNextPage()} />}
    </>
  );
}

function AccountRow({ id, action }: { id: string; action: (account: Account) => ReactElement | null }) {
  const { data: account, error, refetch } = useAccount(id);
  if (error !== null) return <TroubleCard error={error} retry={() => void refetch()} />;
  if (account === undefined) return <Loading />;
  return <AccountCard account={account}>{action(account)}</AccountCard>;
}

/** One person in a list; `children` stands beside the name. */
export function AccountCard({ account, children }: { account: Account; children?: ReactElement | null }) {
  const name = nameOf(account);
  const note = plainText(account.note);
  return (
    <article className={css.row} aria-label={name}>
      <PersonLink account={account} />
      {children}
      {note === '' ? null : (
        <p className={css.note} dir="auto">
          {note}
        </p>
      )}
    </article>
  );
}
