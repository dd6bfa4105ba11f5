/** A complete configuration of the gateway, from the route table: `nginx -p FOLDER -c FILE` runs it. */
import type { Entry } from './maps.ts';
import { answering, maps, upstreamName } from './maps.ts';
import { indent, server } from './server.ts';

export interface GatewayOptions {
  /** As NGINX's `listen` has it: a port, or an address and a port. */
  listen: string;
  /** Of each service; null: every service is a name that DNS knows, with an address for each instance. */
  upstreams: ReadonlyMap<string, readonly string[]> | null;
  /** How DNS names a service, which stands in place of the star. */
  name: string;
  /** The DNS server for that. */
  resolver: string;
  /** Networks of proxies in front whose X-Forwarded-For is believed. */
  trusted: readonly string[];
  /** Where a line for each request goes. */
  log: string;
}

export const defaultOptions: GatewayOptions = {
  listen: '8080',
  upstreams: null,
  name: '*',
  resolver: '127.0.0.11',
  trusted: [],
  log: '/dev/stdout',
};

export function nginxConfiguration(routes: readonly Entry[], given: Partial<GatewayOptions> = {}): string {
  const options = { ...defaultOptions, ...given };
  return [
    '# Made by `fanfare routes --nginx`; do not edit.',
    'daemon off;',
    'worker_processes auto;',
    'pcre_jit on;',
    '# Below the folder that -p names, so that it runs as any user.',
    'pid nginx.pid;',
    '# Lower levels would name whole addresses, and those of streams hold tokens; failures are in the access log.',
    'error_log stderr crit;',
    'events { worker_connections 4096; }',
    '',
    'http {',
    ...indent([
      ...general(options),
      '',
      ...upstreams(routes, options),
      ...maps(routes),
      '',
      ...server(routes, options.listen),
    ]),
    '}',
    '',
  ].join('\n');
}

function general({ log, trusted }: GatewayOptions): string[] {
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    ...folders.map((name) => `${name}_temp_path temp-${name};`),
    'server_tokens off;',
    'default_type application/octet-stream;',
    'client_header_timeout 15s;',
    'client_body_timeout 30s;',
    'send_timeout 30s;',
    'keepalive_timeout 65s;',
    'reset_timedout_connection on;',
    '',
    'gzip on;',
    'gzip_types application/json text/css text/javascript image/svg+xml application/xrd+xml application/jrd+json;',
    'gzip_min_length 1024;',
    'gzip_comp_level 4;',
    'gzip_proxied any;',
    'gzip_vary on;',
    '',
    '# A line for each request, without what follows a ? and without the addresses of media and the owner link: keys.',
    'map $uri $fanfare_logged { default $uri; "~^/media/" /media/; "~^/setup/" /setup/; }',
    'map $status $fanfare_level { default info; ~^5 warn; }',
    '# Every request begins a trace, whatever the visitor says of one: its id is that of the request, and this is the span.',
    'map $request_id $fanfare_span { default ""; "~^(?<fanfare_half>.{16})" $fanfare_half; }',
    'log_format fanfare escape=json',
    ...logFormat.map((part, index) => `  '${part}'${index === logFormat.length - 1 ? ';' : ''}`),
    `access_log ${log} fanfare;`,
    '',
    '# The visitor may name the request; what is no plain name is replaced.',
    'map $http_x_request_id $fanfare_request_id {',
    '  default $request_id;',
    '  "~^[A-Za-z0-9][A-Za-z0-9._-]{7,127}$" $http_x_request_id;',
    '}',
    '# Whether an instance that did not answer was never reached: then nothing was sent, and another one may be asked.',
    'map $upstream_bytes_sent $fanfare_unsent { volatile; default ""; "~(^| )0$" 1; }',
    'map $http_upgrade $fanfare_connection { default upgrade; "" ""; }',
    ...forwarded(trusted),
    '',
    'proxy_http_version 1.1;',
    'proxy_connect_timeout 2s;',
    'proxy_send_timeout 30s;',
    'proxy_read_timeout 30s;',
    // Of two instances one may be gone, be asked twice by the rule below, and then the other answers.
    'proxy_next_upstream_tries 3;',
    'proxy_next_upstream_timeout 10s;',
    'proxy_buffers 16 16k;',
    'proxy_buffer_size 16k;',
    'proxy_set_header Host $http_host;',
    'proxy_set_header X-Request-Id $fanfare_request_id;',
    'proxy_set_header Traceparent 00-$request_id-$fanfare_span-00;',
    'proxy_set_header Tracestate "";',
    'proxy_set_header Baggage "";',
    '# When it is passed on, and how long it has been here: the service tells of this span.',
    'proxy_set_header X-Fanfare-Arrived "$msec $request_time";',
    '# Whatever the visitor wrote here is replaced.',
    'proxy_set_header X-Forwarded-For $remote_addr;',
    'proxy_set_header X-Forwarded-Proto $fanfare_scheme;',
    'proxy_set_header X-Forwarded-Host $http_host;',
    'proxy_set_header Forwarded "";',
    'proxy_set_header Upgrade $http_upgrade;',
    'proxy_set_header Connection $fanfare_connection;',
  ];
}

const logFormat = [
  '{"@timestamp":"$time_iso8601","log.level":"$fanfare_level","ecs.version":"8.17.0","service.name":"gateway",',
  '"event.dataset":"fanfare.gateway","message":"$request_method $fanfare_logged $status","trace.id":"$request_id",',
  '"http.request.id":"$fanfare_request_id","http.request.method":"$request_method","url.path":"$fanfare_logged",',
  '"http.response.status_code":$status,"http.response.bytes":$bytes_sent,"source.ip":"$remote_addr",',
  '"fanfare.seconds":$request_time,"fanfare.upstream":"$upstream_addr",',
  '"fanfare.upstream_status":"$upstream_status","fanfare.upstream_seconds":"$upstream_response_time"}',
];

/** What proxies in front say of the visitor counts only if they are named. */
function forwarded(trusted: readonly string[]): string[] {
  if (trusted.length === 0) return ['map $scheme $fanfare_scheme { default $scheme; }'];
  return [
    ...trusted.map((network) => `set_real_ip_from ${network};`),
    'real_ip_header X-Forwarded-For;',
    'real_ip_recursive on;',
    'geo $realip_remote_addr $fanfare_trusted {',
    '  default 0;',
    ...trusted.map((network) => `  ${network} 1;`),
    '}',
    'map "$fanfare_trusted $http_x_forwarded_proto" $fanfare_scheme { default $scheme; "1 https" https; "1 http" http; }',
  ];
}

function upstreams(routes: readonly Entry[], { upstreams: given, name, resolver }: GatewayOptions): string[] {
  const asked = [
    '# Instances come and go under one name.',
    `resolver ${resolver} valid=2s ipv6=off;`,
    'resolver_timeout 2s;',
  ];
  return [
    ...(given === null ? asked : []),
    ...answering(routes).flatMap((service) => {
      const places = given?.get(service) ?? [`${name.replace('*', service)}:3000 resolve`];
      return [
        `upstream ${upstreamName(service)} {`,
        `  zone ${upstreamName(service)} 128k;`,
        '  least_conn;',
        ...places.map((place) => `  server ${place} max_fails=1 fail_timeout=2s;`),
        '  # When none is taken to be well all are asked all the same: in a rolling restart one is back by then.',
        ...places.map((place) => `  server ${place} backup max_fails=0;`),
        '  keepalive 64;',
        '  # Sooner than an instance that leaves closes what nobody uses: no request meets a connection that is just closed.',
        '  keepalive_timeout 1s;',
        '}',
      ];
    }),
    '',
  ];
}
