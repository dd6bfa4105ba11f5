import { api } from '../api/client.ts';
import { pageOf } from '../api/pages.ts';
import { useSession } from '../api/session.ts';
import type { PostListOptions } from '../data/lists.ts';
import { lists, PAGE } from '../data/lists.ts';
import { PostList } from '../lists/post-list.tsx';
import { useChannel } from '../live/live.tsx';
import { useTexts } from '../texts/index.ts';
import { Page } from './page.tsx';
import { TimelineTabs, useTimelineTabs } from './timeline-tabs.tsx';

export const publicList = {
  key: lists.public,
  load: (maxId: string | null, sinceId?: string) =>
    pageOf(api().v1.timelines.public.list.$raw({ limit: PAGE, local: true, maxId, sinceId })),
} satisfies PostListOptions;

export function Public() {
  const { site, list: texts } = useTexts();
  const tabs = useTimelineTabs();
  const signedIn = useSession((state) => state.signedIn !== null);
  useChannel(signedIn ? 'public:local' : null);
  return (
    <Page title={site.public} unseen={tabs}>
      {tabs ? <TimelineTabs /> : null}
      <PostList list={publicList} label={site.public} empty={texts.publicEmpty} polled={!signedIn} />
    </Page>
  );
}
