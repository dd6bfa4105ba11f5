/** Where one can go from every page, and what is new there. */
import type { LucideIcon } from 'lucide-react';
import {
  Bell,
  Bookmark,
  Globe,
  Hourglass,
  House,
  Menu as MenuIcon,
  Search,
  ShieldCheck,
  Star,
} from 'lucide-react';
import { useQueueCount } from '../approval/queue-count.ts';
import { useHasSubmissions } from '../approval/submissions.ts';
import { useUnread } from '../people/unread.ts';
import { useTexts } from '../texts/index.ts';

export interface Place {
  path: string;
  label: string;
  icon: LucideIcon;
  /** How much is new there, in words and as a number; 0: nothing. */
  news?: { count: number; words: string };
  /** Of the few that a phone's bar has room for. */
  onPhone?: true;
}

/** For whoever is signed out. */
export function useOpenPlaces(): Place[] {
  const { site } = useTexts();
  return [
    { path: '/public', label: site.public, icon: Globe },
    { path: '/search', label: site.search, icon: Search },
  ];
}

export function usePlaces(): Place[] {
  const { site } = useTexts();
  const unread = useUnread();
  const queue = useQueueCount();
  const submissions = useHasSubmissions();
  return [
    { path: '/home', label: site.home, icon: House, onPhone: true },
    { path: '/public', label: site.public, icon: Globe },
    { path: '/search', label: site.search, icon: Search, onPhone: true },
    {
      path: '/notifications',
      label: site.notifications,
      icon: Bell,
      news: { count: unread, words: site.unread(unread) },
      onPhone: true,
    },
    { path: '/bookmarks', label: site.bookmarks, icon: Bookmark },
    { path: '/favourites', label: site.favourites, icon: Star },
    ...(submissions ? [{ path: '/submissions', label: site.waiting, icon: Hourglass }] : []),
    ...(queue === null
      ? []
      : [
          {
            path: '/review',
            label: site.review,
            icon: ShieldCheck,
            news: { count: queue, words: site.inQueue(queue) },
          },
        ]),
    { path: '/more', label: site.more, icon: MenuIcon, onPhone: true as const },
  ];
}
