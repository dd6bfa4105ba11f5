/** The server block: where a request goes, what it may carry, and whether another instance may be asked. */

import { errorLocations, errorPages } from './errors.ts';
import type { Entry } from './maps.ts';
import { pattern, STREAMING, upstreamName } from './maps.ts';

const KIB = 1024;
/** What most routes take. Nothing more gets through: a service that refuses in the middle of a body breaks the connection. */
export const DEFAULT_BODY = 1_024;

export function server(routes: readonly Entry[], listen: string): string[] {
  return [
    'server {',
    ...indent([
      `listen ${listen} default_server;`,
      'server_name _;',
      `client_max_body_size ${DEFAULT_BODY}k;`,
      'recursive_error_pages on;',
      'error_page 418 = @unsafe;',
      'error_page 419 = @once;',
      ...errorPages(),
      '',
      '# What services say to each other, and to those who run them.',
      'location ^~ /internal { return 404; }',
      'location ^~ /metrics { return 404; }',
      'location ^~ /health/ready { return 404; }',
      '',
      '# Sockets and server-sent events: open for as long as both sides live.',
      `location ~ ^${STREAMING}(/|$) {`,
      `  proxy_pass http://${upstreamName('notification')};`,
      '  proxy_buffering off;',
      '  proxy_read_timeout 90s;',
      '  proxy_send_timeout 90s;',
      '  # One that is about to leave takes no more sockets.',
      '  proxy_next_upstream error timeout http_503;',
      '}',
      ...uploads(routes),
      '',
      '# Files that are named by their content: while two versions run, one has what the other does not.',
      'location ~ ^/(app|assets)/ {',
      '  proxy_next_upstream error timeout invalid_header http_404;',
      '  proxy_pass http://$fanfare_service;',
      '}',
      '',
      'location / {',
      ...indent(byMethod),
      '}',
      '',
      '# POST and PATCH: another instance is asked only while nothing was sent.',
      'location @unsafe {',
      `  client_max_body_size ${largest(routes)}k;`,
      '  proxy_next_upstream error timeout;',
      '  proxy_pass http://$fanfare_service;',
      '}',
      '# PUT, DELETE and the rest: NGINX would repeat what it had sent, so only who was not reached gives way to another.',
      ...once('@once', '@again', routes),
      ...once('@again', '@last', routes),
      ...once('@last', null, routes),
      ...errorLocations(),
    ]),
    '}',
  ];
}

/** @param next where a request goes that has reached nobody */
function once(name: string, next: string | null, routes: readonly Entry[]): string[] {
  return [
    `location ${name} {`,
    `  client_max_body_size ${largest(routes)}k;`,
    '  proxy_next_upstream off;',
    ...(name === '@once' ? [] : ['  if ($fanfare_unsent = "") { return 502; }']),
    ...(next === null
      ? []
      : indent([...errorPages().filter((line) => !line.includes(' 502 ')), `error_page 502 = ${next};`])),
    '  proxy_pass http://$fanfare_service;',
    '}',
  ];
}

const byMethod = [
  'if ($request_method ~ ^(POST|PATCH)$) { return 418; }',
  'if ($request_method !~ ^(GET|HEAD|OPTIONS)$) { return 419; }',
  'proxy_next_upstream error timeout invalid_header;',
  'proxy_pass http://$fanfare_service;',
];

/** Paths that take more than others. */
function uploads(routes: readonly Entry[]): string[] {
  const limits = new Map<string, number>();
  for (const { path, bodyLimit = 0 } of routes) {
    const size = kib(bodyLimit);
    if (size > DEFAULT_BODY) limits.set(path, Math.max(size, limits.get(path) ?? 0));
  }
  return [...limits].flatMap(([path, size]) => [
    '',
    `location ~ ^${pattern(path)}/?$ {`,
    `  client_max_body_size ${size}k;`,
    ...indent(byMethod),
    '}',
  ]);
}

function largest(routes: readonly Entry[]): number {
  return Math.max(DEFAULT_BODY, ...routes.map(({ bodyLimit = 0 }) => kib(bodyLimit)));
}

export function kib(bytes: number): number {
  return Math.ceil(bytes / KIB);
}

export function indent(lines: readonly string[]): string[] {
  return lines.map((line) => (line === '' ? '' : `  ${line}`));
}
