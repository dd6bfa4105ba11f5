/**
 * A Kubernetes Ingress (ingress-nginx, regular expressions) from the route table. An Ingress sees no method, and takes
 * the longest pattern that matches: a path goes straight to its service only where no method and no other pattern says
 * otherwise; all others go to the gateway, the NGINX with the configuration of `fanfare routes --nginx`.
 */
import type { Route } from '@fanfare/http';
import { pattern } from './nginx/maps.ts';

type Entry = Pick<Route, 'method' | 'path'> & { service: string };

const GATEWAY = 'gateway';

export interface IngressPath {
  path: string;
  service: string;
}

/** Longest first, as the controller tries them. */
export function ingressPaths(routes: readonly Entry[]): IngressPath[] {
  const paths = [...new Set(routes.map(({ path }) => path))];
  return paths
    .map((path) => {
      const regular = new RegExp(`^${pattern(path)}$`);
      const claimed = new Set(
        routes.filter((route) => regular.test(sample(route.path))).map(({ service }) => service),
      );
      const [only] = claimed;
      return {
        path: `${pattern(path)}/?$`,
        service: claimed.size === 1 && only !== undefined ? only : GATEWAY,
      };
    })
    .toSorted((one, other) => other.path.length - one.path.length || (one.path < other.path ? -1 : 1));
}

/** A request that a path stands for. */
function sample(path: string): string {
  return path.replace(/:[a-z_]+/gi, 'x').replace('*', 'x');
}

export function ingressManifest(routes: readonly Entry[], host: string): string {
  const rules = [...ingressPaths(routes), { path: '/', service: GATEWAY }].map(
    ({ path, service }) =>
      `          - path: ${JSON.stringify(path)}\n            pathType: ImplementationSpecific\n            backend: { service: { name: fanfare-${service}, port: { number: 3000 } } }`,
  );
  return `# Made by \`fanfare routes --ingress\`; do not edit.
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: fanfare
  annotations:
    nginx.ingress.kubernetes.io/use-regex: "true"
    nginx.ingress.kubernetes.io/proxy-body-size: 17m
spec:
  ingressClassName: nginx
  rules:
    - host: ${JSON.stringify(host)}
      http:
        paths:
${rules.join('\n')}
`;
}
