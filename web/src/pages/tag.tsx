import { useMemo } from 'react';
import { api } from '../api/client.ts';
import { pageOf } from '../api/pages.ts';
import { useSession } from '../api/session.ts';
import type { PostListOptions } from '../data/lists.ts';
import { lists, PAGE, prefetchList } from '../data/lists.ts';
import { prefetchInstance } from '../data/me.ts';
import { PostList } from '../lists/post-list.tsx';
import { useChannel } from '../live/live.tsx';
import { useTexts } from '../texts/index.ts';
import { Page } from './page.tsx';
import type { PageParams } from './params.ts';

const tagList = (tag: string): PostListOptions => ({
  key: lists.tag(tag),
  load: (maxId: string | null, sinceId?: string) =>
    pageOf(api().v1.timelines.tag.$select(tag).list.$raw({ limit: PAGE, maxId, sinceId })),
});

export const prepareTag = (tag: string) =>
  Promise.all([prefetchInstance(), prefetchList(tagList(decodeURIComponent(tag)))]);

export function Tag({ params }: { params: PageParams }) {
  const { list: texts } = useTexts();
  const tag = decodeURIComponent(params.tag ?? '');
  const signedIn = useSession((state) => state.signedIn !== null);
  useChannel(signedIn ? 'hashtag' : null, tag);
  const list = useMemo(() => tagList(tag), [tag]);
  return (
    <Page title={`#${tag}`}>
      <PostList list={list} label={`#${tag}`} empty={texts.tagEmpty} polled={!signedIn} />
    </Page>
  );
}
