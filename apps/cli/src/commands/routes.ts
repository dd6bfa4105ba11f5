import type { Command } from '../command.ts';
import { say } from '../command.ts';
import { ingressManifest } from '../ingress.ts';
import { nginxConfiguration } from '../nginx.ts';
import { withRouteTable } from './route-table.ts';

export const routes: Command = {
  name: 'routes',
  usage: '[--nginx | --ingress]',
  help: 'List the routes and the service behind each, or print the gateway configuration.',
  options: {
    nginx: { type: 'boolean', help: 'An NGINX server block with the upstream of each route.' },
    ingress: {
      type: 'boolean',
      help: 'A Kubernetes Ingress; paths that need the method go to the NGINX gateway.',
    },
  },
  async run(invocation) {
    return withRouteTable(invocation.environment, async (table, publicUrl) => {
      const open = table.filter((route) => route.kind !== 'internal');
      if (invocation.options.nginx === true) {
        process.stdout.write(nginxConfiguration(open));
        return 0;
      }
      if (invocation.options.ingress === true) {
        process.stdout.write(ingressManifest(open, new URL(publicUrl).hostname));
        return 0;
      }
      const text = open
        .map((route) => `${route.method.padEnd(6)} ${route.path.padEnd(56)} ${route.service}`)
        .join('\n');
      say(
        invocation,
        text,
        open.map(({ method, path, service, auth, scopes }) => ({ method, path, service, auth, scopes })),
      );
      return 0;
    });
  },
};
