/**
 * Pages that are the client's alone: the server has nothing to show there to who is signed out. The client's own list
 * is `web/src/app/routes.tsx`.
 */
export const clientPaths = [
  '/home',
  '/public',
  '/notifications',
  '/search',
  '/bookmarks',
  '/favourites',
  '/more',
  '/submissions',
  '/review',
  '/review/policy',
  '/review/log',
  '/place',
  '/start',
  '/settings',
  '/follow-requests',
  '/blocks',
  '/mutes',
  '/signed-in',
  '/@:username/with_replies',
  '/@:username/media',
  '/@:username/followers',
  '/@:username/following',
  '/@:username/:id/reblogged_by',
  '/@:username/:id/favourited_by',
] as const;
