/** A listening server with little around it, for tests. */
import { memoryCache } from '@fanfare/cache/memory';
import { silentLog, systemClock } from '@fanfare/kernel';
import { noMetrics } from '@fanfare/telemetry';
import type { Route } from '../route.ts';
import { httpServer } from './http-server.ts';
import type { HttpServer, HttpServerOptions } from './options.ts';

export function closedServer(routes: readonly Route[], options: Partial<HttpServerOptions> = {}): HttpServer {
  return httpServer({
    routes: routes.map((one) => ({ ...one, service: 'test' })),
    publicUrl: 'http://localhost',
    trustedProxies: ['loopback'],
    rateLimits: false,
    cache: memoryCache(),
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
  options: Partial<HttpServerOptions> = {},
): Promise<HttpServer & { url: string; port: number }> {
  const server = closedServer(routes, options);
  const { url, port } = await server.listen('127.0.0.1', 0);
  return { ...server, url, port };
}
