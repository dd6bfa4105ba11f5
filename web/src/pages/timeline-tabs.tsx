/** From home to what everybody posts and back, on a phone, whose bar has no room for both. */
import { useLocation } from 'wouter';
import { useSession } from '../api/session.ts';
import { useTexts } from '../texts/index.ts';
import { TabLinks } from '../ui/tab-links.tsx';
import { PHONE, useMedia } from '../ui/use-media.ts';

/** Whether the tabs stand in the place of a page's heading. */
export function useTimelineTabs(): boolean {
  const signedIn = useSession((state) => state.signedIn !== null);
  return useMedia(PHONE) && signedIn;
}

export function TimelineTabs() {
  const { site } = useTexts();
  const [path] = useLocation();
  const tabs = [
    { href: '/home', label: site.home },
    { href: '/public', label: site.public },
  ];
  return <TabLinks label={site.timelines} tabs={tabs} current={path} />;
}
