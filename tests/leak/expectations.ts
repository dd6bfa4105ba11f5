/** What the walk must find once the posts are approved, and what it cannot compare. */
import type { RouteFacts } from './calls.ts';
import type { CaseName } from './cases.ts';

/** Whoever of the outsiders asks here finds the words of these posts. */
export const finds: readonly (readonly [viewer: string, route: string, of: readonly CaseName[]])[] = [
  ['frida', 'GET /api/v1/timelines/home', ['post', 'private', 'edit', 'revised']],
  ['frida', 'GET /api/v1/accounts/:id/statuses', ['post', 'private', 'edit']],
  ['frida', 'GET /api/v1/statuses/:id', ['post', 'private', 'edit']],
  ['nobody', 'GET /api/v1/accounts/:id/statuses', ['post', 'edit', 'revised']],
  ['nobody', 'GET /api/v1/statuses/:id', ['post', 'reply', 'edit']],
  ['nobody', 'GET /api/v1/statuses', ['post', 'reply', 'edit']],
  ['nobody', 'GET /api/v1/statuses/:id/context', ['reply', 'chained']],
  ['nobody', 'GET /api/v1/statuses/:id/history', ['edit']],
  ['nobody', 'GET /api/v1/timelines/public', ['post', 'revised']],
  ['nobody', 'GET /api/v1/timelines/tag/:hashtag', ['post', 'reply', 'edit']],
  ['nobody', 'GET /', ['post']],
  ['nobody', 'GET /@:username', ['post', 'edit']],
  ['nobody', 'GET /@:username/:id', ['post', 'reply', 'chained', 'edit']],
  ['nobody', 'GET /tags/:tag', ['post', 'reply']],
  ['nobody', 'GET /@:username/:id/embed', ['post', 'edit']],
  ['an app', 'GET /api/v1/statuses/:id/source', ['post', 'edit']],
  ['stig', 'GET /api/v2/search', ['post', 'reply', 'edit']],
  ['mila', 'GET /api/v1/notifications', ['post', 'reply', 'private', 'direct']],
  ['frida', 'GET /api/v1/notifications', ['post', 'private', 'revised']],
  ['mila', 'GET /api/v1/statuses/:id', ['direct', 'private']],
];

/** And whoever listens here hears them. */
export const hears: readonly (readonly [viewer: string, stream: string, of: readonly CaseName[]])[] = [
  ['frida', 'sse /api/v1/streaming/user', ['post', 'private', 'edit']],
  ['frida', 'socket user', ['post', 'private', 'edit']],
  ['stig', 'sse /api/v1/streaming/public', ['post']],
  ['stig', 'sse /api/v1/streaming/public/local', ['post']],
  ['stig', 'socket public', ['post']],
  ['stig', 'socket hashtag zqtagpostq', ['post']],
  ['stig', 'sse /api/v1/streaming/hashtag zqtagpostq', ['post']],
  ['mila', 'sse /api/v1/streaming/user/notification', ['post', 'reply', 'direct']],
  ['mila', 'socket user:notification', ['post', 'reply', 'direct']],
];

/** Their answers change by themselves: they are searched, but not compared. */
export const volatile: readonly string[] = [
  'GET /health/ready',
  'GET /metrics',
  'GET /api/v1/streaming/health',
];

/** Routes of the shell, which stand in the OpenAPI document but not in the table of the services. */
export function shellRoutes(document: { paths: Record<string, object> }, table: readonly RouteFacts[]) {
  const known = new Set(
    table.map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}')}`),
  );
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods)
      .map((method) => method.toUpperCase())
      .filter((method) => !known.has(`${method} ${path}`))
      .map((method): RouteFacts => ({ method, path: path.replace(/\{(\w+)\}/g, ':$1'), kind: 'media' })),
  );
}
