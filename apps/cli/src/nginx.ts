/**
 * The gateway configuration from the route table. A path may belong to one service for GET and to another for PUT,
 * so a map on "METHOD path" chooses the upstream; what no route claims goes to read, which answers 404.
 */
import type { Route } from '@fanfare/http';
import { serviceNames } from '@fanfare/kernel';

type Entry = Pick<Route, 'method' | 'path'> & { service: string };

const STREAMING = '/api/v1/streaming';

export function nginxConfiguration(routes: readonly Entry[]): string {
  return [
    '# Made by `fanfare routes --nginx`; do not edit.',
    ...serviceNames.map(
      (service) =>
        `upstream fanfare_${service} {\n  least_conn;\n  server ${service}:3000;\n  keepalive 32;\n}`,
    ),
    'map "$request_method $uri" $fanfare_service {',
    '  default fanfare_read;',
    ...routes
      .toSorted(bySpecificity)
      .map((route) => `  "~^${methods(route)} ${pattern(route.path)}/?$" fanfare_${route.service};`),
    `  "~^GET ${STREAMING}/?$" fanfare_notification;`,
    '}',
    'map $http_upgrade $fanfare_connection {',
    '  default upgrade;',
    '  "" "";',
    '}',
    'server {',
    '  listen 80;',
    '  client_max_body_size 17m;',
    '  location /internal/ { return 404; }',
    '  location / {',
    '    proxy_pass http://$fanfare_service;',
    '    proxy_http_version 1.1;',
    '    proxy_set_header Host $http_host;',
    '    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    '    proxy_set_header X-Forwarded-Proto $scheme;',
    '    proxy_set_header Upgrade $http_upgrade;',
    '    proxy_set_header Connection $fanfare_connection;',
    '    proxy_next_upstream error timeout;',
    '  }',
    '}',
    '',
  ].join('\n');
}

/** NGINX takes the first pattern that matches, so `accounts/search` comes before `accounts/:id`. */
function bySpecificity(one: Entry, other: Entry): number {
  const key = ({ path }: Entry) =>
    path
      .split('/')
      .map((part) => (part === '*' ? 2 : /^@?:/.test(part) ? 1 : 0))
      .join('');
  return key(one).localeCompare(key(other), 'en');
}

function methods({ method }: Entry): string {
  return method === 'GET' ? '(GET|HEAD)' : method;
}

/** A path of the route table as a regular expression. */
export function pattern(path: string): string {
  return path
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replace(/:[a-z_]+/gi, '[^/]+')
    .replace('*', '.*');
}
