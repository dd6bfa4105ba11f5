/** The client's addresses, each with the page that it loads. The server answers all of them (read's client-paths.ts). */
import type { ComponentType } from 'react';
import { lazy } from 'react';

export type PageParams = Record<string, string | undefined>;
type Page = ComponentType<{ params: PageParams }>;

export interface ClientRoute {
  /** Wouter's notation; a parameter may follow an @ too. */
  path: string;
  page: Page;
  /** Whoever is signed out is asked to sign in first. */
  signedIn?: true;
  /** Routes of one place are one page, which stays while one goes between them. */
  place?: string;
}

const page = (load: () => Promise<Page>): Page => lazy(async () => ({ default: await load() }));

const profile = page(async () => (await import('../pages/profile.tsx')).Profile);

export const routes: readonly ClientRoute[] = [
  { path: '/', page: page(async () => (await import('../pages/front.tsx')).Front) },
  { path: '/signed-in', page: page(async () => (await import('../pages/signed-in.tsx')).FinishSignIn) },
  { path: '/home', page: page(async () => (await import('../pages/home.tsx')).Home), signedIn: true },
  { path: '/public', page: page(async () => (await import('../pages/public.tsx')).Public) },
  { path: '/tags/:tag', page: page(async () => (await import('../pages/tag.tsx')).Tag) },
  {
    path: '/favourites',
    page: page(async () => (await import('../pages/kept.tsx')).Favourites),
    signedIn: true,
  },
  {
    path: '/bookmarks',
    page: page(async () => (await import('../pages/kept.tsx')).Bookmarks),
    signedIn: true,
  },
  {
    path: '/notifications',
    page: page(async () => (await import('../pages/notifications.tsx')).Notifications),
    signedIn: true,
  },
  {
    path: '/search',
    page: page(async () => (await import('../pages/search.tsx')).Search),
  },
  {
    path: '/submissions',
    page: page(async () => (await import('../pages/submissions.tsx')).Submissions),
    signedIn: true,
  },
  { path: '/review', page: page(async () => (await import('../pages/review.tsx')).Review), signedIn: true },
  {
    path: '/review/policy',
    page: page(async () => (await import('../pages/policy.tsx')).PolicyPage),
    signedIn: true,
  },
  {
    path: '/review/log',
    page: page(async () => (await import('../pages/audit-log.tsx')).AuditLog),
    signedIn: true,
  },
  {
    path: '/settings',
    page: page(async () => (await import('../pages/settings.tsx')).Settings),
  },
  { path: '/@:username', page: profile, place: 'profile' },
  { path: '/@:username/with_replies', page: profile, place: 'profile' },
  { path: '/@:username/media', page: profile, place: 'profile' },
  {
    path: '/@:username/followers',
    page: page(async () => (await import('../pages/account-lists.tsx')).Followers),
  },
  {
    path: '/@:username/following',
    page: page(async () => (await import('../pages/account-lists.tsx')).Following),
  },
  { path: '/@:username/:id', page: page(async () => (await import('../pages/thread.tsx')).Thread) },
  {
    path: '/@:username/:id/reblogged_by',
    page: page(async () => (await import('../pages/reactions.tsx')).Boosters),
  },
  {
    path: '/@:username/:id/favourited_by',
    page: page(async () => (await import('../pages/reactions.tsx')).Favouriters),
  },
];
