import type { Command } from '../command.ts';
import { say } from '../command.ts';
import { nginxConfiguration } from '../nginx.ts';
import { withRouteTable } from './route-table.ts';

export const routes: Command = {
  name: 'routes',
  usage: '[--nginx]',
  help: 'List the routes and the service behind each; --nginx prints the gateway configuration.',
  options: { nginx: { type: 'boolean', help: 'An NGINX server block with the upstream of each route.' } },
  async run(invocation) {
    return withRouteTable(invocation.environment, async (table) => {
      const open = table.filter((route) => route.kind !== 'internal');
      if (invocation.options.nginx === true) {
        process.stdout.write(nginxConfiguration(open));
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
