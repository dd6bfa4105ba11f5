/** A request that each route would take, so that each test can spoil one thing. */
import assert from 'node:assert/strict';
import type { Ids, World } from './world.ts';

export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  required?: readonly string[];
  items?: Schema;
  anyOf?: readonly Schema[];
  enum?: readonly unknown[];
  'x-unreadable'?: string;
}

/** What the test reads of a route of the table. */
export interface RouteFacts {
  method: string;
  path: string;
  kind: 'api' | 'page' | 'media' | 'internal';
  auth: 'none' | 'optional' | 'app' | 'user';
  scopes: readonly string[];
  permission?: string;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  page?: object;
  bodyLimit?: number;
  answers?: Readonly<Record<number, object>>;
}

export function nameOf({ method, path }: RouteFacts): string {
  return `${method} ${path}`;
}

/** What a path's id names. */
const kinds: readonly (readonly [prefix: string, kind: keyof Ids])[] = [
  ['/api/v1/admin/submissions/', 'submission'],
  ['/api/v1/submissions/', 'submission'],
  ['/api/v1/statuses/', 'status'],
  ['/api/v1/accounts/', 'account'],
  ['/api/v1/follow_requests/', 'request'],
  ['/api/v1/media/', 'media'],
  ['/api/v1/notifications/', 'notification'],
  ['/@:username/', 'status'],
];

export function idKindOf({ path }: RouteFacts): keyof Ids {
  const found = kinds.find(([prefix]) => path.startsWith(prefix));
  assert.ok(found, `${path} has an id: say in tests/bad-input/requests.ts of what`);
  return found[1];
}

/** The same for every id: the client asks the API about it. */
export function isClientPage({ kind, path }: RouteFacts): boolean {
  return kind === 'page' && /\/(reblogged_by|favourited_by)$/.test(path);
}

const params: Record<string, string> = {
  username: 'olga',
  hashtag: 'tea',
  tag: 'tea',
  token: 'x'.repeat(43),
  '*': 'posts/none.png',
  channel: 'user',
  part: 'local',
  file: 'none.css',
};

/** For members that must be there. */
const required: Record<string, unknown> = {
  acct: 'olga',
  q: 'tea',
  url: 'https://elsewhere.example/@olga/1',
  client_name: 'A client',
  redirect_uris: 'urn:ietf:wg:oauth:2.0:oob',
  version: 1,
  action: 'approve',
  items: [{ id: '1', version: 1 }],
};

export function paramsOf(route: RouteFacts, world: World): Record<string, string> {
  const names = [...route.path.matchAll(/:(\w+)|\*/g)].map(([all, name]) => name ?? all);
  return Object.fromEntries(
    names.map((name) => {
      const value = name === 'id' ? world.own[idKindOf(route)] : params[name];
      assert.ok(value, `${nameOf(route)} has the parameter "${name}": say in tests/bad-input what it may be`);
      return [name, value];
    }),
  );
}

/** With a query that has what it must. */
export function pathOf(route: RouteFacts, values: Record<string, string>, query = ''): string {
  const path = route.path.replace(/:(\w+)|\*/g, (all, name?: string) => {
    const value = values[name ?? all] ?? '';
    return name === undefined ? value : encodeURIComponent(value);
  });
  const needed = new URLSearchParams(
    Object.entries(requiredOf(route.query)).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();
  const all = [needed, query].filter((part) => part !== '').join('&');
  return all === '' ? path : `${path}?${all}`;
}

/** Required members with values that are right. */
export function requiredOf(schema: Schema | undefined): Record<string, unknown> {
  return Object.fromEntries(
    (schema?.required ?? []).map((name) => {
      assert.ok(name in required, `"${name}" is required: say in tests/bad-input/requests.ts what is right`);
      return [name, required[name]];
    }),
  );
}

export function takesBody({ method }: RouteFacts): boolean {
  return method !== 'GET';
}

/** As the text of a JSON object; values are JSON texts themselves, so that they may be what no object holds. */
export function jsonWith(base: Record<string, unknown>, spoilt: Record<string, string>): string {
  const members = new Map(Object.entries(base).map(([name, value]) => [name, JSON.stringify(value)]));
  for (const [name, text] of Object.entries(spoilt)) members.set(name, text);
  return `{${[...members].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

/** NGINX takes no request whose path has a zero byte, or leads above the root. */
export function noGatewayTakes(path: string): boolean {
  let depth = 0;
  for (const part of path.replaceAll(/%2f/gi, '/').split('/').slice(1)) {
    depth += part === '..' ? -1 : part === '' || part === '.' ? 0 : 1;
    if (depth < 0) return true;
  }
  return path.includes('%00');
}
