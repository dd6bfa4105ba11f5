/** What an application may do, in words, for the consent page and the list of apps. */

const words: readonly (readonly [matches: (scope: string) => boolean, says: string])[] = [
  [(scope) => scope === 'read', 'Read everything you can see, your private posts and notifications included'],
  [(scope) => scope === 'profile' || scope === 'read:accounts', 'See your profile'],
  [(scope) => scope === 'read:statuses', 'Read the posts you can see'],
  [(scope) => scope === 'read:notifications', 'Read your notifications'],
  [(scope) => scope === 'read:search', 'Search on your behalf'],
  [
    (scope) => /^read:(bookmarks|favourites|filters|lists)$/.test(scope),
    'See your bookmarks, favourites, filters or lists',
  ],
  [(scope) => /^read:(blocks|follows|mutes)$/.test(scope), 'See whom you follow, block and mute'],
  [(scope) => scope === 'write', 'Post, delete and act in your name, and change your profile'],
  [(scope) => scope === 'write:statuses' || scope === 'write:media', 'Post and delete in your name'],
  [(scope) => scope === 'write:accounts', 'Change your profile'],
  [(scope) => scope === 'write:reports', 'Report others in your name'],
  [
    (scope) => /^write:(bookmarks|conversations|favourites|filters|lists|notifications)$/.test(scope),
    'Change your bookmarks, favourites, filters, lists or notifications',
  ],
  [
    (scope) => scope === 'follow' || /^write:(blocks|follows|mutes)$/.test(scope),
    'Follow, block and mute in your name',
  ],
  [(scope) => scope === 'push', 'Send you push notifications'],
  [
    (scope) => scope.startsWith('admin:read'),
    'Read what the staff of this server sees, as far as your role allows',
  ],
  [(scope) => scope.startsWith('admin:write'), 'Moderate in your name, as far as your role allows'],
  [(scope) => scope === 'offline_access', 'Stay signed in until you take the permission back'],
];

/** One sentence per kind of permission, in a fixed order, each once. */
export function inWords(scopes: readonly string[]): string[] {
  return words.filter(([matches]) => scopes.some(matches)).map(([, says]) => says);
}
