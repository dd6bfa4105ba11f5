/** One route on the server: admission, then its body, then the handler. */
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { AppError } from '@fanfare/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RawBody } from '../body/parse.ts';
import { emptyBody } from '../body/parse.ts';
import type { Caller, Viewer } from '../route.ts';
import { Answer } from '../route.ts';
import { admitCaller, admitInternal } from './admission.ts';
import { answerChecker } from './answer-checker.ts';
import type { Arrivals } from './arrivals.ts';
import { compressed } from './compressed.ts';
import type { Entry } from './entry.ts';
import { asAppError } from './error-answer.ts';
import type { Observer } from './observe.ts';
import type { HttpServerOptions } from './options.ts';
import { isEndless } from './outcome.ts';
import type { RateLimiter } from './rate-limits.ts';
import { sendResult } from './send.ts';
import { ShellRequest } from './shell-request.ts';

const DEFAULT_BODY_LIMIT = 1024 * 1024;

declare module 'fastify' {
  interface FastifyRequest {
    /** What the handler is given as `viewer`. */
    caller: Viewer | Caller | null;
    /** Why it was refused or failed: the request's one line in the log says so. */
    failure: AppError | null;
  }
}

export interface Serving extends HttpServerOptions {
  arrivals: Arrivals;
  observe: Observer;
  limiter: RateLimiter;
  /** Connections that came over the unix socket. */
  local: WeakSet<Socket>;
  /** Answers that have no end of their own (event streams); they are cut when the server closes. */
  endless: Set<ServerResponse>;
  /** True: connections are not kept for another request. */
  closing(): boolean;
}

export function serveRoute(app: FastifyInstance, entry: Entry, options: Serving): void {
  const { route } = entry;
  const origin = options.publicUrl.replace(/\/+$/, '');
  const check = options.checkAnswers === true ? answerChecker(route) : null;

  async function admitted(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (route.kind === 'internal') {
      if (!options.local.has(request.raw.socket)) admitInternal(request, options.internalKey);
      return;
    }
    request.caller = await within(request, () => admitCaller(entry, request, reply, options));
  }

  /** Whatever is done for the request knows that it is. Called again after the body: its last bytes come from elsewhere. */
  function within<Result>({ arrival }: FastifyRequest, work: () => Result): Result {
    const { context } = options;
    return context === undefined || arrival === null ? work() : context.run(arrival.moment, work);
  }

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const raw = (request.body as RawBody | undefined) ?? emptyBody;
    const shell = new ShellRequest({
      request,
      reply,
      origin,
      trace: request.arrival?.moment.trace ?? null,
      params: entry.params(request.params),
      query: entry.query(request.query),
      body: entry.body(raw, request.query),
      files: raw.files,
      viewer: request.caller,
      page: entry.page(request.query),
      log: options.log,
      service: entry.route.service,
    });
    const result = await within(request, () => route.handle(shell));
    await check?.(result);
    if (options.closing()) reply.header('connection', 'close');
    const packed =
      route.packed === true ? await compressed(result, request.headers['accept-encoding']) : result;
    const sent = sendResult(entry, request, reply, packed, origin);
    options.observe.late(request, reply, route.service);
    if (packed instanceof Answer && packed.body instanceof Readable) noteBreak(packed.body, request);
    if (isEndless(reply)) {
      keepEndless(reply);
      // It has begun, and that is all that can be said of it until the client leaves.
      options.arrivals.end(request, reply);
    }
    return sent;
  }

  /** The client has the head of the answer by then, and is told nothing more: the log has to say it. */
  function noteBreak(body: Readable, request: FastifyRequest): void {
    body.once('error', (error) => {
      request.failure ??= asAppError(error);
    });
  }

  function keepEndless(reply: FastifyReply): void {
    options.endless.add(reply.raw);
    reply.raw.once('close', () => options.endless.delete(reply.raw));
  }

  app.route({
    method: route.method,
    url: route.path,
    bodyLimit: route.bodyLimit ?? DEFAULT_BODY_LIMIT,
    config: { route },
    onRequest: admitted,
    handler: handle,
  });
}
