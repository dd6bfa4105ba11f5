import { useSearch } from 'wouter';
import { NoticeList } from '../people/notice-list.tsx';
import type { NoticeFilter } from '../people/notices.ts';
import { useTexts } from '../texts/index.ts';
import { TabLinks } from '../ui/tab-links.tsx';
import { Page } from './page.tsx';

const paths = { all: '/notifications', mentions: '/notifications?only=mentions' };

export function Notifications() {
  const { site, notifications: texts } = useTexts();
  const only = new URLSearchParams(useSearch()).get('only');
  const filter: NoticeFilter = only === 'mentions' ? 'mentions' : 'all';
  return (
    <Page title={site.notifications}>
      <TabLinks
        label={texts.filter}
        tabs={[
          { href: paths.all, label: texts.all },
          { href: paths.mentions, label: texts.mentions },
        ]}
        current={paths[filter]}
      />
      <NoticeList key={filter} filter={filter} />
    </Page>
  );
}
