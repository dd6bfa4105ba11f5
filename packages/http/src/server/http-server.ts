/** The HTTP shell: everything about a request that is not one endpoint's business. */
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { AppError, complaint } from '@fanfare/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastify from 'fastify';
import { countedAuthenticate } from '../auth/token-metrics.ts';
import { parseUrlEncoded } from '../body/brackets.ts';
import { arrivals } from './arrivals.ts';
import { addBodyParsers } from './body-parsers.ts';
import { drain } from './drain.ts';
import { entryOf } from './entry.ts';
import { asAppError, sendError } from './error-answer.ts';
import { isOpenPath, kindHeaders, kindOfUnknown, preflightHeaders } from './headers.ts';
import { openSocket, portError } from './listen.ts';
import { observer } from './observe.ts';
import type { HttpServer, HttpServerOptions, ServedRoute } from './options.ts';
import { rateLimiter, unlimited } from './rate-limits.ts';
import { requestIdOf } from './request-id.ts';
import { serveRoute } from './serve-route.ts';
import { shellRoutes } from './shell-routes.ts';
import { serveUpgrades } from './upgrades.ts';

const MAX_PARAM = 2048;
const DEFAULT_DRAIN = 10_000;

export function httpServer(options: HttpServerOptions): HttpServer {
  const app = fastify({
    logger: false,
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    genReqId: requestIdOf,
    requestIdHeader: false,
    return503OnClosing: false,
    requestTimeout: 120_000,
    frameworkErrors: (error, request, reply) => void fail(error, request, reply),
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: MAX_PARAM,
      querystringParser: (text) => parseUrlEncoded(text),
    },
  });
  const state = { closing: false };
  const shell = { options, routes: () => routes, closing: () => state.closing };
  const routes: ServedRoute[] = [...options.routes, ...shellRoutes(shell)];
  const entries = new Map(routes.map((route) => [route, entryOf(route)]));
  let siteName = options.siteName ?? 'Fanfare';
  const nameless = complaint(
    options.log,
    'What the place is called cannot be looked up; pages have the name from before',
    'Pages have the name of the place again',
  );
  const local = new WeakSet<Socket>();
  const observe = observer(options.log, options.metrics, routes);
  const arriving = arrivals(options, local);
  const authenticate = countedAuthenticate(options.authenticate, options.metrics);
  const limiter = options.rateLimits ? rateLimiter(options) : unlimited;
  const upgrades = serveUpgrades(app.server, options.upgrades ?? []);
  const extra: Server[] = [];
  const endless = new Set<ServerResponse>();
  let closed: Promise<void> | undefined;

  /** Of our own failures nobody is asked: what failed may be what would answer. */
  async function learnSiteName(): Promise<void> {
    try {
      siteName = (await options.siteNameNow?.()) ?? siteName;
      nameless.settle();
    } catch (error) {
      nameless.raise(error);
    }
  }

  function fail(
    failure: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
  ): FastifyReply | Promise<FastifyReply> {
    const error = asAppError(failure);
    const route = routeOf(request);
    const kind = route?.kind ?? kindOfUnknown(request.raw.url ?? '/');
    if (state.closing) reply.header('connection', 'close');
    // The framework's own refusals come before the hook that sets these.
    if (!reply.hasHeader('x-request-id')) reply.headers({ ...kindHeaders(kind), 'x-request-id': request.id });
    const tell = options.checkAnswers === true;
    const send = () => {
      const sent = sendError(error, request, reply, { kind, siteName, tell });
      observe.late(request, reply, serviceOf(request));
      return sent;
    };
    return kind === 'page' && error.status < 500 ? learnSiteName().then(send) : send();
  }

  app.addHook('onRequest', (request, reply, done) => {
    request.begun = performance.now();
    observe.begun(reply);
    reply.header('x-request-id', request.id);
    const route = routeOf(request);
    request.arrival = arriving.begin(request, route);
    // Not when the answer is finished: those whose client has left have none.
    reply.raw.once('close', () => {
      observe.over(request, reply, serviceOf(request));
      arriving.end(request, reply);
    });
    if (local.has(request.raw.socket) && route?.kind !== 'internal') {
      done(new AppError('unknown_path'));
    } else if (request.method === 'OPTIONS' && isOpenPath(request.raw.url ?? '/', routes)) {
      void reply.status(204).headers(preflightHeaders).send();
    } else {
      reply.headers(
        route === undefined
          ? kindHeaders(kindOfUnknown(request.raw.url ?? '/'))
          : (entries.get(route)?.headers ?? {}),
      );
      done();
    }
  });
  app.decorateRequest('caller', null);
  app.decorateRequest('failure', null);
  app.decorateRequest('arrival', null);
  app.decorateRequest('begun', 0);
  app.setErrorHandler(fail);
  app.setNotFoundHandler((request, reply) => fail(new AppError('unknown_path'), request, reply));
  addBodyParsers(app);
  for (const [, entry] of entries)
    serveRoute(app, entry, {
      ...{ ...options, authenticate, limiter, local, endless, arrivals: arriving, observe },
      closing: shell.closing,
    });

  return {
    async listen(host, port) {
      await app.listen({ host, port }).catch((error: unknown) => {
        throw portError(error, host, port);
      });
      return boundTo(app, host);
    },
    async listenOnSocket(path) {
      await app.ready();
      const server = await openSocket(path, (request, response) => app.routing(request, response));
      server.on('connection', (socket) => local.add(socket));
      extra.push(server);
    },
    close() {
      state.closing = true;
      closed ??= drain(app, extra, upgrades, endless, {
        limit: options.drain ?? DEFAULT_DRAIN,
        notice: options.notice ?? 0,
        linger: options.linger ?? 0,
      });
      return closed;
    },
  };
}

function routeOf(request: FastifyRequest): ServedRoute | undefined {
  return (request.routeOptions.config as { route?: ServedRoute } | undefined)?.route;
}

function serviceOf(request: FastifyRequest): string {
  return routeOf(request)?.service ?? 'shell';
}

function boundTo(app: FastifyInstance, host: string): { host: string; port: number; url: string } {
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return { host, port, url: `http://${name}:${port}` };
}
