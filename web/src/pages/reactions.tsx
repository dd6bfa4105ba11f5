/** Who boosted a post, and who favourited it. */
import { useMemo } from 'react';
import { Link } from 'wouter';
import { request } from '../api/client.ts';
import type { Account } from '../api/entities.ts';
import { nextIn } from '../api/pages.ts';
import type { AccountListOptions } from '../data/account-lists.ts';
import { accountLists } from '../data/account-lists.ts';
import { AccountList } from '../people/account-list.tsx';
import { useTexts } from '../texts/index.ts';
import { Page } from './page.tsx';
import type { PageParams } from './params.ts';

type What = 'reblogged_by' | 'favourited_by';

export function Boosters({ params }: { params: PageParams }) {
  const { post: texts } = useTexts();
  return <Reactions params={params} what="reblogged_by" title={texts.boosters} empty={texts.boostersEmpty} />;
}

export function Favouriters({ params }: { params: PageParams }) {
  const { post: texts } = useTexts();
  return (
    <Reactions
      params={params}
      what="favourited_by"
      title={texts.favouriters}
      empty={texts.favouritersEmpty}
    />
  );
}

interface Props {
  params: PageParams;
  what: What;
  title: string;
  empty: string;
}

function Reactions({ params, what, title, empty }: Props) {
  const { post: texts } = useTexts();
  const id = params.id ?? '';
  const list = useMemo(() => listOf(id, what), [id, what]);
  return (
    <Page
      title={title}
      actions={
        <Link href={`/@${params.username}/${id}`} className="button second small">
          {texts.toPost}
        </Link>
      }
    >
      <AccountList list={list} label={title} empty={empty} />
    </Page>
  );
}

/** masto pages these lists, but cannot begin them with a number of ours. */
function listOf(id: string, what: What): AccountListOptions {
  return {
    key: what === 'reblogged_by' ? accountLists.boosters(id) : accountLists.favouriters(id),
    async load(maxId) {
      const path = `/api/v1/statuses/${encodeURIComponent(id)}/${what}`;
      const query = { limit: 40, max_id: maxId ?? undefined };
      const { data, headers } = await request<Account[]>('GET', path, { query });
      return { items: data, next: nextIn(headers) };
    },
  };
}
