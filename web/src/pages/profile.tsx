/** Somebody's profile: posts, posts and replies, pictures. One page, whose address says which part is shown. */
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import type { Account } from '../api/entities.ts';
import { troubleOf } from '../api/errors.ts';
import { pageOf } from '../api/pages.ts';
import { prefetchAccount, useAccount, useAccountId } from '../data/accounts.ts';
import type { PostListOptions } from '../data/lists.ts';
import { lists, PAGE, prefetchList } from '../data/lists.ts';
import { prefetchInstance } from '../data/me.ts';
import { useRelationship } from '../data/relationships.ts';
import { PostList } from '../lists/post-list.tsx';
import { nameOf, pathOf } from '../people/person.ts';
import { ProfileHeader } from '../people/profile-header.tsx';
import { ProfileMedia } from '../people/profile-media.tsx';
import { useTexts } from '../texts/index.ts';
import { Loading } from '../ui/loading.tsx';
import { TabLinks } from '../ui/tab-links.tsx';
import { TroubleCard } from '../ui/trouble.tsx';
import { Missing } from './missing.tsx';
import { useTitle } from './page.tsx';
import type { PageParams } from './params.ts';

type Part = 'posts' | 'replies' | 'media';

const ends: Readonly<Record<string, Part>> = { with_replies: 'replies', media: 'media' };
const filters = {
  posts: { excludeReplies: true },
  replies: {},
  media: { onlyMedia: true },
} as const;

const listOf = (id: string, part: Part): PostListOptions => ({
  key: lists.account(id, part),
  load: (maxId, sinceId) =>
    pageOf(
      api()
        .v1.accounts.$select(id)
        .statuses.list.$raw({ limit: PAGE, maxId, sinceId, ...filters[part] }),
    ),
});

/** The server makes the page of somebody's posts; the others are the client's alone. */
export async function prepareProfile(username: string): Promise<void> {
  const id = await prefetchAccount(username);
  await Promise.all([prefetchInstance(), id === null ? null : prefetchList(listOf(id, 'posts'))]);
}

export function Profile({ params }: { params: PageParams }) {
  const username = params.username ?? '';
  const { data: id, error, refetch } = useAccountId(username);
  if (id !== undefined) return <ProfileOf key={id} id={id} />;
  if (error === null) return <Loading />;
  return troubleOf(error).kind === 'missing' ? (
    <Missing />
  ) : (
    <TroubleCard error={error} retry={() => void refetch()} />
  );
}

function ProfileOf({ id }: { id: string }) {
  const { data: account, error, refetch } = useAccount(id);
  if (account !== undefined) return <Parts account={account} />;
  return error === null ? <Loading /> : <TroubleCard error={error} retry={() => void refetch()} />;
}

function Parts({ account }: { account: Account }) {
  const { profile: texts } = useTexts();
  const [path] = useLocation();
  const part = ends[path.split('/')[2] ?? ''] ?? 'posts';
  const base = pathOf.account(account);
  useTitle(`${nameOf(account)} (@${account.acct})`);
  const tabs = [
    { href: base, label: texts.tabPosts, part: 'posts' },
    { href: `${base}/with_replies`, label: texts.tabReplies, part: 'replies' },
    { href: `${base}/media`, label: texts.tabMedia, part: 'media' },
  ];
  return (
    <>
      <ProfileHeader account={account} />
      {account.suspended === true ? (
        <p className="card empty">{texts.suspended}</p>
      ) : (
        <>
          <TabLinks
            label={texts.tabs}
            tabs={tabs}
            current={tabs.find((tab) => tab.part === part)?.href ?? base}
          />
          <PartOf key={part} account={account} part={part} />
        </>
      )}
    </>
  );
}

function PartOf({ account: { id }, part }: { account: Account; part: Part }) {
  const { profile: texts, list: listTexts } = useTexts();
  const { data: relationship } = useRelationship(id);
  const list = useMemo(() => listOf(id, part), [id, part]);
  if (relationship?.blockedBy) return <p className="card empty">{texts.blockedYou}</p>;
  if (relationship?.blocking) return <p className="card empty">{texts.youBlock}</p>;
  if (part === 'media') return <ProfileMedia list={list} />;
  const label = part === 'posts' ? texts.tabPosts : texts.tabReplies;
  return <PostList list={list} label={label} empty={listTexts.accountEmpty} polled />;
}
