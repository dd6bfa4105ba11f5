/** The request as handlers see it; what few handlers ask for is made when it is asked for. */
import { createHash } from 'node:crypto';
import type { Log, Page } from '@fanfare/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ApiRequest, UploadedFile, Viewer } from '../route.ts';

interface Parts {
  request: FastifyRequest;
  reply: FastifyReply;
  origin: string;
  params: unknown;
  query: unknown;
  body: unknown;
  files: Record<string, UploadedFile>;
  viewer: unknown;
  page: Page;
  log: Log;
  trace: string | null;
}

const MAX_KEY = 255;

export function shellRequest(parts: Parts): ApiRequest<unknown, unknown, unknown, 'user'> {
  const { request, reply, origin } = parts;
  let url: URL | undefined;
  let cookies: Record<string, string> | undefined;
  let signal: AbortSignal | undefined;
  let log: Log | undefined;
  return {
    params: parts.params,
    query: parts.query,
    body: parts.body,
    files: parts.files,
    viewer: parts.viewer as Viewer,
    page: parts.page,
    method: request.method,
    headers: request.headers,
    ip: request.ip ?? '',
    requestId: request.id,
    trace: parts.trace,
    get idempotencyKey() {
      return readKey(request.headers['idempotency-key']);
    },
    get url() {
      url ??= publicUrlOf(origin, request.raw.url ?? '/');
      return url;
    },
    get cookies() {
      cookies ??= readCookies(request.headers.cookie);
      return cookies;
    },
    get signal() {
      signal ??= signalOf(reply);
      return signal;
    },
    get log() {
      log ??= parts.log.child({ 'http.request.id': request.id });
      return log;
    },
  };
}

/** As the client sees it. A token in the query is left out, so that no link or log repeats it. */
export function publicUrlOf(origin: string, path: string): URL {
  const url = new URL(origin + path);
  if (url.searchParams.has('access_token')) url.searchParams.delete('access_token');
  return url;
}

/** Longer keys are replaced by their hash: the tables bound them. */
function readKey(header: string | string[] | undefined): string | null {
  const key = (Array.isArray(header) ? header[0] : header)?.trim() ?? '';
  if (key === '') return null;
  return key.length <= MAX_KEY ? key : createHash('sha256').update(key).digest('hex');
}

export function readCookies(header: string | undefined): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, Math.max(equals, 0)).trim();
    if (name === '' || name === '__proto__') continue;
    const value = pair.slice(equals + 1).trim();
    cookies[name] ??= decoded(value.startsWith('"') && value.endsWith('"') ? value.slice(1, -1) : value);
  }
  return cookies;
}

function decoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    // Not percent-encoded after all: the text itself is the value.
    return value;
  }
}

function signalOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
