/** What one has kept: favourites and bookmarks. */
import { api } from '../api/client.ts';
import { pageOf } from '../api/pages.ts';
import type { PostListOptions } from '../data/lists.ts';
import { lists, PAGE } from '../data/lists.ts';
import { PostList } from '../lists/post-list.tsx';
import { useTexts } from '../texts/index.ts';
import { Page } from './page.tsx';

const favourites = {
  key: lists.favourites,
  load: (maxId: string | null) => pageOf(api().v1.favourites.list.$raw({ limit: PAGE, maxId })),
  byRecord: true,
} satisfies PostListOptions;

const bookmarks = {
  key: lists.bookmarks,
  load: (maxId: string | null) => pageOf(api().v1.bookmarks.list.$raw({ limit: PAGE, maxId })),
  byRecord: true,
} satisfies PostListOptions;

export function Favourites() {
  const { site, list: texts } = useTexts();
  return (
    <Page title={site.favourites}>
      <PostList list={favourites} label={site.favourites} empty={texts.favouritesEmpty} />
    </Page>
  );
}

export function Bookmarks() {
  const { site, list: texts } = useTexts();
  return (
    <Page title={site.bookmarks}>
      <PostList list={bookmarks} label={site.bookmarks} empty={texts.bookmarksEmpty} />
    </Page>
  );
}
