import { api } from '../api/client.ts';
import { pageOf } from '../api/pages.ts';
import { lists, PAGE } from '../data/lists.ts';
import { PostList } from '../lists/post-list.tsx';
import { useTexts } from '../texts/index.ts';
import { Page } from './page.tsx';

const list = {
  key: lists.home,
  load: (maxId: string | null) => pageOf(api().v1.timelines.home.list.$raw({ limit: PAGE, maxId })),
};

export function Home() {
  const { site, list: texts } = useTexts();
  return (
    <Page title={site.home}>
      <PostList list={list} label={site.home} empty={texts.homeEmpty} />
    </Page>
  );
}
