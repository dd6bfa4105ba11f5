import { serviceNames } from '@fanfare/kernel';
import { routeTable } from '@fanfare/server';
import type { Command, Invocation } from '../command.ts';
import { say, UsageError } from '../command.ts';
import { ingressManifest, ingressPlan } from '../ingress.ts';
import type { GatewayOptions } from '../nginx/configuration.ts';
import { defaultOptions, nginxConfiguration } from '../nginx/configuration.ts';
import { answering } from '../nginx/maps.ts';

export const routes: Command = {
  name: 'routes',
  usage: '[--nginx [--upstream SERVICE=ADDRESS,... ...] [--listen ADDRESS] | --ingress]',
  help: 'List the routes and the service behind each, or print the gateway configuration.',
  options: {
    nginx: {
      type: 'boolean',
      help: 'A whole NGINX configuration (1.27.3 or newer; with --upstream 1.18): nginx -p FOLDER -c FILE',
    },
    upstream: {
      type: 'string',
      multiple: true,
      help: 'The instances of a service, auth=127.0.0.1:4001,127.0.0.1:4002; once for each. Default: names in DNS.',
    },
    listen: {
      type: 'string',
      help: `Where NGINX listens, 127.0.0.1:8080. Default: ${defaultOptions.listen}`,
    },
    trust: {
      type: 'string',
      multiple: true,
      help: 'A network of proxies in front, 10.0.0.0/8, whose X-Forwarded-* headers are believed. Default: none.',
    },
    name: {
      type: 'string',
      help: 'How DNS names a service that stands in place of the star, fanfare-*.example. Default: *',
    },
    resolver: { type: 'string', help: `The DNS server for names. Default: ${defaultOptions.resolver}` },
    log: { type: 'string', help: `Where NGINX logs requests. Default: ${defaultOptions.log}` },
    ingress: {
      type: 'boolean',
      help: 'Kubernetes Ingresses; paths that need the method go to the NGINX gateway. With --json what a chart needs.',
    },
  },
  async run(invocation) {
    const { options, environment } = invocation;
    const { routes: table, publicUrl } = await routeTable(environment);
    const open = table.filter((route) => route.kind !== 'internal');
    if (options.nginx === true) {
      process.stdout.write(nginxConfiguration(open, gatewayOptions(invocation, answering(open))));
      return 0;
    }
    const given = ['upstream', 'listen', 'trust', 'name', 'resolver', 'log'].find(
      (name) => options[name] !== undefined,
    );
    if (given !== undefined) throw new UsageError(`--${given} says how --nginx is made: add --nginx`);
    if (options.ingress === true) {
      if (invocation.json) say(invocation, '', ingressPlan(open));
      else process.stdout.write(ingressManifest(open, new URL(publicUrl).hostname));
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
  },
};

function gatewayOptions({ options }: Invocation, needed: readonly string[]): GatewayOptions {
  const upstreams = many(options.upstream);
  return {
    listen: word('listen', options.listen) ?? defaultOptions.listen,
    name: starred(options.name),
    resolver: word('resolver', options.resolver) ?? defaultOptions.resolver,
    log: word('log', options.log) ?? defaultOptions.log,
    trusted: many(options.trust).map((network) => checked('trust', network)),
    upstreams: upstreams.length === 0 ? null : addressesOf(upstreams, needed),
  };
}

function addressesOf(given: readonly string[], needed: readonly string[]): GatewayOptions['upstreams'] {
  const found = new Map<string, readonly string[]>();
  for (const text of given) {
    const [service = '', places = ''] = text.split('=', 2);
    if (!serviceNames.some((name) => name === service))
      throw new UsageError(`--upstream ${text} names none of ${serviceNames.join(', ')}`);
    found.set(
      service,
      places.split(',').map((place) => checked('upstream', place)),
    );
  }
  const missing = needed.filter((service) => !found.has(service));
  if (missing.length > 0)
    throw new UsageError(`--upstream is missing for ${missing.join(', ')}: give the instances of each`);
  return found;
}

function many(value: Invocation['options'][string]): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function word(option: string, value: Invocation['options'][string]): string | undefined {
  return typeof value === 'string' ? checked(option, value) : undefined;
}

function starred(value: Invocation['options'][string]): string {
  const [before = '', after, more] = typeof value === 'string' ? value.split('*') : ['', ''];
  if (after === undefined || more !== undefined)
    throw new UsageError('--name has one star, where the service stands');
  return [before, after].map((part) => (part === '' ? '' : checked('name', part))).join('*');
}

/** It becomes a word of the configuration. */
function checked(option: string, text: string): string {
  if (!/^[\w.:/[\]-]+$/.test(text)) throw new UsageError(`--${option} cannot be "${text}"`);
  return text;
}
