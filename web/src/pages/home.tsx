import { Link } from 'wouter';
import { api } from '../api/client.ts';
import { pageOf } from '../api/pages.ts';
import { lists, PAGE } from '../data/lists.ts';
import { PostList } from '../lists/post-list.tsx';
import { useTexts } from '../texts/index.ts';
import { Page } from './page.tsx';
import { TimelineTabs, useTimelineTabs } from './timeline-tabs.tsx';

const list = {
  key: lists.home,
  load: (maxId: string | null) => pageOf(api().v1.timelines.home.list.$raw({ limit: PAGE, maxId })),
};

export function Home() {
  const { site } = useTexts();
  const tabs = useTimelineTabs();
  return (
    <Page title={site.home} unseen={tabs}>
      {tabs ? <TimelineTabs /> : null}
      <PostList list={list} label={site.home} empty={<EmptyHome />} />
    </Page>
  );
}

/** Somebody new follows nobody: here is where the others are. */
function EmptyHome() {
  const { list: texts } = useTexts();
  return (
    <>
      {texts.homeEmpty}
      <span className="actions">
        <Link className="button second" href="/public">
          {texts.homeLook}
        </Link>
      </span>
    </>
  );
}
