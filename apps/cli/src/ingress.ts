/**
 * A Kubernetes Ingress (ingress-nginx, regular expressions) from the route table. An Ingress sees no method, and takes
 * the longest pattern that matches: a path goes straight to its service only where no method and no other pattern says
 * otherwise; all others go to the gateway, the NGINX with the configuration of `fanfare routes --nginx`. So does what
 * no route claims, what services say to each other among it: the gateway refuses that.
 */
import type { Route } from '@fanfare/http';
import { ownersOf, pattern, STREAMING } from './nginx/maps.ts';
import { DEFAULT_BODY, kib } from './nginx/server.ts';

type Entry = Pick<Route, 'method' | 'path' | 'bodyLimit'> & { service: string };

export const GATEWAY = 'gateway';

export interface IngressPath {
  path: string;
  service: string;
}

/** One Ingress: annotations hold for all its paths. */
export interface IngressGroup {
  /** Behind the name of the whole; the first has none. */
  name: string;
  annotations: Record<string, string>;
  /** Longest first, as the controller tries them. */
  paths: IngressPath[];
}

export interface IngressPlan {
  groups: IngressGroup[];
  /** For an Ingress of one path, which leaves everything to the gateway. */
  whole: Record<string, string>;
}

const ANNOTATION = 'nginx.ingress.kubernetes.io/';
/** As ends the patterns: a slash at the end changes nothing. */
const END = '/?$';

/** Longest first and then from behind, as the controller orders locations. */
export function inOrder(one: IngressPath, other: IngressPath): number {
  return other.path.length - one.path.length || (one.path < other.path ? 1 : -1);
}

/** What the controller makes of a path. */
export function location({ path }: IngressPath): RegExp {
  return new RegExp(`^${path}`, 'i');
}

export function ingressPaths(routes: readonly Entry[]): IngressPath[] {
  const paths = [...new Set(routes.map(({ path }) => path).filter((path) => !isStream(path)))];
  const ordered = paths.map((path) => ({ path: pattern(path) + END, service: '' })).toSorted(inOrder);
  const regulars = ordered.map(location);
  const claims = ordered.map(() => new Set<string>());
  for (const sample of samples(paths)) {
    const claim = claims[regulars.findIndex((regular) => regular.test(sample))];
    for (const service of ownersOf(routes, sample)) claim?.add(service);
  }
  const streams = { path: `${STREAMING}(/|$)`, service: 'notification' };
  return [
    // Whom nothing is left to, a longer one always comes before.
    ...ordered.flatMap(({ path }, index) => {
      const claim = claims[index] ?? new Set();
      return claim.size === 0 ? [] : [{ path, service: only(claim) }];
    }),
    streams,
    { path: '/', service: GATEWAY },
  ].toSorted(inOrder);
}

function isStream(path: string): boolean {
  return path === STREAMING || path.startsWith(`${STREAMING}/`);
}

function only(services: ReadonlySet<string>): string {
  const [service, another] = services;
  return service !== undefined && another === undefined ? service : GATEWAY;
}

/** Requests that paths stand for: each path by itself, and any two where one may be taken for the other. */
export function samples(paths: readonly string[]): Set<string> {
  const split = paths.map((path) => path.split('/'));
  const found = new Set<string>();
  for (const one of split) {
    for (const other of split) {
      const both = one.length === other.length ? one.map((part, at) => common(part, other[at] ?? '')) : [];
      if (both.length > 0 && !both.includes(null)) found.add(both.join('/'));
    }
  }
  return found;
}

/** A word that both parts take; null: there is none. */
function common(one: string, other: string): string | null {
  const words = [one, other].map((part) => part.replace(/:[a-z_]+|\*/gi, 'x'));
  const takes = (part: string, word: string) => new RegExp(`^${pattern(part)}$`).test(word);
  return words.find((word) => takes(one, word) && takes(other, word)) ?? null;
}

export function ingressPlan(routes: readonly Entry[]): IngressPlan {
  const groups = new Map<string, IngressGroup>();
  for (const path of ingressPaths(routes)) {
    const { name, annotations } = groupOf(routes, path);
    const group = groups.get(name) ?? { name, annotations, paths: [] };
    group.paths.push(path);
    groups.set(name, group);
  }
  const largest = Math.max(DEFAULT_BODY, ...routes.map(({ bodyLimit = 0 }) => kib(bodyLimit)));
  const whole = annotated({ body: largest, seconds: 90, buffering: false, again: 'off' });
  return { groups: [...groups.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)), whole };
}

/** As the NGINX configuration has them: sockets stay open, uploads are large, and what was sent is sent once. */
function groupOf(routes: readonly Entry[], { path }: IngressPath): Omit<IngressGroup, 'paths'> {
  const own = routes.filter((route) => pattern(route.path) + END === path);
  const body = Math.max(DEFAULT_BODY, ...own.map(({ bodyLimit = 0 }) => kib(bodyLimit)));
  const regex = { [`${ANNOTATION}use-regex`]: 'true' };
  const of = (name: string, options: Partial<Rules>) => ({
    name,
    annotations: { ...regex, ...annotated({ body, ...options }) },
  });
  // One that is about to leave takes no more sockets.
  if (path.startsWith(STREAMING))
    return of('streams', { seconds: 90, buffering: false, again: 'error timeout http_503' });
  if (body > DEFAULT_BODY) return of(`upload-${body}k`, {});
  // NGINX would repeat what it had sent; POST and PATCH it never does.
  if (own.some(({ method }) => method === 'PUT' || method === 'DELETE')) return of('once', { again: 'off' });
  return of('', {});
}

interface Rules {
  /** KiB. */
  body: number;
  seconds: number;
  buffering: boolean;
  /** After what another instance is asked. */
  again: string;
}

function annotated({
  body,
  seconds = 30,
  buffering = true,
  again = 'error timeout invalid_header',
}: Partial<Rules>): Record<string, string> {
  const found = {
    'proxy-body-size': `${body}k`,
    'proxy-connect-timeout': '2',
    'proxy-send-timeout': `${seconds}`,
    'proxy-read-timeout': `${seconds}`,
    'proxy-next-upstream': again,
    'proxy-next-upstream-tries': '3',
    'proxy-next-upstream-timeout': '10',
    ...(buffering ? {} : { 'proxy-buffering': 'off' }),
  };
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [ANNOTATION + name, value]));
}

export function ingressManifest(routes: readonly Entry[], host: string): string {
  return ingressPlan(routes)
    .groups.map(({ name, annotations, paths }) => {
      const rules = paths.map(
        ({ path, service }) =>
          `          - path: ${JSON.stringify(path)}\n            pathType: ImplementationSpecific\n            backend: { service: { name: fanfare-${service}, port: { name: http } } }`,
      );
      return `# Made by \`fanfare routes --ingress\`; do not edit.
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: fanfare${name === '' ? '' : `-${name}`}
  annotations:
${Object.entries(annotations)
  .map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`)
  .join('\n')}
spec:
  ingressClassName: nginx
  rules:
    - host: ${JSON.stringify(host)}
      http:
        paths:
${rules.join('\n')}
`;
    })
    .join('---\n');
}
