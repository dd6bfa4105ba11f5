/** The client's addresses, each with the page that it loads. The server answers all of them (read's client-paths.ts). */
import type { ComponentType } from 'react';
import { use } from 'react';
import type { PageParams } from '../pages/params.ts';
import { paramsIn } from './pattern.ts';

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

const parts = new WeakMap<
  Page,
  { load(): Promise<unknown>; prepare(params: PageParams): Promise<unknown> }
>();

/**
 * ms. React asks at once again for a file that did not come, and must get the same answer, or it would ask for ever;
 * whoever comes here later tries again.
 */
const SAME_TRY = 1000;

/** @param prepare asks for what the page shows first, so that it can stand at once where the server's page stood */
function page(
  load: () => Promise<Page>,
  prepare: (params: PageParams) => Promise<unknown> = async () => null,
): Page {
  let loaded: Page | undefined;
  let coming: Promise<Page> | undefined;
  let failedAt: number | undefined;
  async function bring(): Promise<Page> {
    try {
      loaded = await load();
      return loaded;
    } catch (error) {
      failedAt = Date.now();
      throw error;
    }
  }
  const once = () => {
    if (failedAt !== undefined && Date.now() - failedAt > SAME_TRY) coming = failedAt = undefined;
    coming ??= bring();
    return coming;
  };
  // React's own `lazy` shows the fallback for a moment even when the file is there.
  // biome-ignore lint/correctness/noComponentHookFactories: made once for each page, before anything is shown
  function Loaded(props: { params: PageParams }) {
    const Shown = loaded ?? use(once());
    return <Shown {...props} />;
  }
  parts.set(Loaded, { load: once, prepare });
  return Loaded;
}

const profile = page(
  async () => (await import('../pages/profile.tsx')).Profile,
  async ({ username = '' }) =>
    (await import('../pages/profile.tsx')).prepareProfile(decodeURIComponent(username)),
);

export const routes: readonly ClientRoute[] = [
  {
    path: '/',
    page: page(
      async () => (await import('../pages/front.tsx')).Front,
      async () => (await import('../pages/front.tsx')).prepareFront(),
    ),
  },
  { path: '/signed-in', page: page(async () => (await import('../pages/signed-in.tsx')).FinishSignIn) },
  { path: '/home', page: page(async () => (await import('../pages/home.tsx')).Home), signedIn: true },
  { path: '/public', page: page(async () => (await import('../pages/public.tsx')).Public) },
  {
    path: '/tags/:tag',
    page: page(
      async () => (await import('../pages/tag.tsx')).Tag,
      async ({ tag = '' }) => (await import('../pages/tag.tsx')).prepareTag(tag),
    ),
  },
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
  {
    path: '/@:username/:id',
    page: page(
      async () => (await import('../pages/thread.tsx')).Thread,
      async ({ id = '' }) => (await import('../pages/thread.tsx')).prepareThread(id),
    ),
  },
  {
    path: '/@:username/:id/reblogged_by',
    page: page(async () => (await import('../pages/reactions.tsx')).Boosters),
  },
  {
    path: '/@:username/:id/favourited_by',
    page: page(async () => (await import('../pages/reactions.tsx')).Favouriters),
  },
  {
    path: '/more',
    page: page(async () => (await import('../pages/more.tsx')).More),
    signedIn: true,
  },
  {
    path: '/follow-requests',
    page: page(async () => (await import('../pages/relations.tsx')).FollowRequests),
    signedIn: true,
  },
  {
    path: '/blocks',
    page: page(async () => (await import('../pages/relations.tsx')).Blocks),
    signedIn: true,
  },
  {
    path: '/mutes',
    page: page(async () => (await import('../pages/relations.tsx')).Mutes),
    signedIn: true,
  },
  {
    path: '/place',
    page: page(async () => (await import('../pages/place.tsx')).Place),
    signedIn: true,
  },
  {
    path: '/status',
    page: page(
      async () => (await import('../pages/status.tsx')).Status,
      async () => (await import('../pages/status.tsx')).prepareStatus(),
    ),
  },
  {
    path: '/start',
    page: page(async () => (await import('../pages/start.tsx')).Start),
  },
];

/** Brings the page's files, before somebody presses the link. */
export function preload(path: string): void {
  // Whoever then goes there is told what is wrong.
  partsAt(path)
    ?.parts.load()
    .catch(() => undefined);
}

/** For before the first render: the files of the page and what it shows first. Never fails: the page says what is wrong. */
export async function prepare(path: string): Promise<void> {
  const found = partsAt(path);
  await Promise.allSettled([found?.parts.load(), found?.parts.prepare(found.params)]);
}

function partsAt(path: string) {
  for (const route of routes) {
    const params = paramsIn(route.path, path);
    const found = parts.get(route.page);
    if (params !== null && found !== undefined) return { params, parts: found };
  }
  return undefined;
}
