/**
 * Which service answers. A path may belong to one service for GET and to another for PUT, so the map looks at both;
 * a method that no route has goes to a service that knows the path (405, CORS); what nobody claims goes to read (404).
 */
import type { Route } from '@fanfare/http';
import type { ServiceName } from '@fanfare/kernel';

export type Entry = Pick<Route, 'method' | 'path' | 'bodyLimit'> & { service: string };

export const STREAMING = '/api/v1/streaming';
const NOBODY: ServiceName = 'read';

/** Services that answer people; the others only answer services. */
export function answering(routes: readonly Entry[]): string[] {
  return [...new Set([NOBODY, ...routes.map(({ service }) => service), 'notification'])].toSorted();
}

export function upstreamName(service: string): string {
  return `fanfare_${service}`;
}

export function maps(routes: readonly Entry[]): string[] {
  const sorted = routes.toSorted(bySpecificity);
  const owners = new Map(sorted.toReversed().map(({ path, service }) => [path, service]));
  return [
    '# HEAD is answered by whoever answers GET, and a slash at the end changes nothing.',
    'map $request_method $fanfare_method {',
    '  default $request_method;',
    '  HEAD GET;',
    '}',
    'map $uri $fanfare_path {',
    '  default $uri;',
    '  "~^(?<fanfare_trimmed>/.*[^/])/+$" $fanfare_trimmed;',
    '}',
    '',
    '# Exact paths are looked up first; of the patterns the first that matches counts.',
    'map "$fanfare_method $fanfare_path" $fanfare_service {',
    '  default $fanfare_owner;',
    ...sorted.map(({ method, path, service }) => line(`${method} `, path, service)),
    '}',
    'map $fanfare_path $fanfare_owner {',
    `  default ${upstreamName(NOBODY)};`,
    ...[...owners].toReversed().map(([path, service]) => line('', path, service)),
    '}',
  ];
}

function line(method: string, path: string, service: string): string {
  const isExact = !/[:*]/.test(path);
  const key = isExact ? `${method}${path}` : `~^${method}${pattern(path)}$`;
  return `  "${key}" ${upstreamName(service)};`;
}

/**
 * Who answers at a path, over all methods: for each method the first of the map that matches. Where a route is named
 * by the path itself, patterns say nothing: `accounts/search` is nobody's id, whatever the method.
 * @param path of a request, without a slash at the end
 */
export function ownersOf(routes: readonly Entry[], path: string): Set<string> {
  const matching = routes.filter((route) => regularOf(route.path).test(path)).toSorted(bySpecificity);
  const exact = matching.filter((route) => route.path === path);
  const found = new Map<string, string>();
  for (const { method, service } of exact.length > 0 ? exact : matching)
    if (!found.has(method)) found.set(method, service);
  return new Set(found.values());
}

const regularOf = (path: string) => new RegExp(`^${pattern(path)}$`);

/** So that `accounts/search` comes before `accounts/:id`. */
function bySpecificity(one: Entry, other: Entry): number {
  const key = ({ path, method }: Entry) =>
    `${path
      .split('/')
      .map((part) => (part === '*' ? 2 : /^@?:/.test(part) ? 1 : 0))
      .join('')} ${path} ${method}`;
  return key(one) < key(other) ? -1 : 1;
}

/** A path of the route table as a regular expression. */
export function pattern(path: string): string {
  return path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:[a-z_]+/gi, '[^/]+')
    .replace('*', '.*');
}
