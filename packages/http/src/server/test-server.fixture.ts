/** A listening server with little around it, for tests. */
import { silentLog, systemClock } from '@fanfare/kernel';
import { noMetrics } from '@fanfare/telemetry';
import type { Route } from '../route.ts';
import { httpServer } from './http-server.ts';
import type { HttpServer, HttpServerOptions } from './options.ts';

type Options = Pick<HttpServerOptions, 'cache'> & Partial<HttpServerOptions>;

export function closedServer(routes: readonly Route[], options: Options): HttpServer {
  return httpServer({
    routes: routes.map((one) => ({ ...one, service: 'test' })),
    publicUrl: 'http://localhost',
    trustedProxies: ['loopback'],
    rateLimits: false,
    authenticate: async () => null,
    clock: systemClock,
    log: silentLog,
    metrics: noMetrics,
    internalKey: null,
    ...options,
  });
}

export async function testServer(
  routes: readonly Route[],
  options: Options,
): Promise<HttpServer & { url: string; port: number }> {
  const server = closedServer(routes, options);
  const { url, port } = await server.listen('127.0.0.1', 0);
  return { ...server, url, port };
}
