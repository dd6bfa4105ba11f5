/** Who follows somebody, and whom they follow. */
import { useMemo } from 'react';
import { api } from '../api/client.ts';
import type { Account } from '../api/entities.ts';
import { troubleOf } from '../api/errors.ts';
import { pageOf } from '../api/pages.ts';
import { useSession } from '../api/session.ts';
import type { AccountListOptions } from '../data/account-lists.ts';
import { accountLists } from '../data/account-lists.ts';
import { useAccount, useAccountId } from '../data/accounts.ts';
import { AccountList } from '../people/account-list.tsx';
import { nameOf, pathOf } from '../people/person.ts';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Missing } from './missing.tsx';
import { Page } from './page.tsx';
import type { PageParams } from './params.ts';

type Direction = 'followers' | 'following';

export function Followers({ params }: { params: PageParams }) {
  return <PeopleOf username={params.username ?? ''} direction="followers" />;
}

export function Following({ params }: { params: PageParams }) {
  return <PeopleOf username={params.username ?? ''} direction="following" />;
}

function PeopleOf({ username, direction }: { username: string; direction: Direction }) {
  const found = useAccountId(username);
  const { data: account } = useAccount(found.data);
  if (account !== undefined) return <People account={account} direction={direction} />;
  if (found.error === null) return <Loading />;
  return troubleOf(found.error).kind === 'missing' ? (
    <Missing />
  ) : (
    <TroubleCard error={found.error} retry={() => void found.refetch()} />
  );
}

function People({ account, direction }: { account: Account; direction: Direction }) {
  const { profile: texts } = useTexts();
  const me = useSession((state) => state.signedIn?.accountId);
  const { id } = account;
  const list = useMemo((): AccountListOptions => {
    const of = api().v1.accounts.$select(id);
    return direction === 'followers'
      ? {
          key: accountLists.followers(id),
          load: (maxId) => pageOf(of.followers.list.$raw({ limit: 40, maxId })),
        }
      : {
          key: accountLists.following(id),
          load: (maxId) => pageOf(of.following.list.$raw({ limit: 40, maxId })),
        };
  }, [id, direction]);
  const base = pathOf.account(account);
  const name = nameOf(account);
  const title = direction === 'followers' ? texts.followersOf(name) : texts.followingOf(name);
  const none = direction === 'followers' ? texts.followersEmpty : texts.followingEmpty;
  const tabs = [
    { href: base, label: texts.profile },
    { href: `${base}/followers`, label: texts.tabFollowers },
    { href: `${base}/following`, label: texts.tabFollowing },
  ];
  return (
    <Page title={title}>
      <TabLinks label={texts.people} tabs={tabs} current={`${base}/${direction}`} />
      <AccountList
        list={list}
        label={title}
        empty={account.hideCollections === true && account.id !== me ? texts.hidden : none}
      />
    </Page>
  );
}
