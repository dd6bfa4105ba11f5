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
  /** Whose route it is. */
  service: string;
  trace: string | null;
}

const MAX_KEY = 255;

/** A class, so that a request costs one object and not a closure for every getter. */
export class ShellRequest implements ApiRequest<unknown, unknown, unknown, 'user'> {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly files: Record<string, UploadedFile>;
  readonly viewer: Viewer;
  readonly page: Page;
  readonly trace: string | null;
  readonly #parts: Parts;
  #url: URL | undefined;
  #cookies: Record<string, string> | undefined;
  #signal: AbortSignal | undefined;
  #log: Log | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.params = parts.params;
    this.query = parts.query;
    this.body = parts.body;
    this.files = parts.files;
    // What it is follows from the route's `auth`, which the handler's type knows.
    this.viewer = parts.viewer as Viewer;
    this.page = parts.page;
    this.trace = parts.trace;
  }

  get method(): string {
    return this.#parts.request.method;
  }
  get headers(): Record<string, string | string[] | undefined> {
    return this.#parts.request.headers;
  }
  get ip(): string {
    return this.#parts.request.ip ?? '';
  }
  get requestId(): string {
    return this.#parts.request.id;
  }
  get idempotencyKey(): string | null {
    return readKey(this.headers['idempotency-key']);
  }
  get url(): URL {
    this.#url ??= publicUrlOf(this.#parts.origin, this.#parts.request.raw.url ?? '/');
    return this.#url;
  }
  get cookies(): Record<string, string> {
    this.#cookies ??= readCookies(this.#parts.request.headers.cookie);
    return this.#cookies;
  }
  get signal(): AbortSignal {
    this.#signal ??= signalOf(this.#parts.reply);
    return this.#signal;
  }
  get log(): Log {
    this.#log ??= this.#parts.log.child({
      'service.name': this.#parts.service,
      'http.request.id': this.requestId,
    });
    return this.#log;
  }
}

/** As the client sees it. A token in the query is left out, so that no link or log repeats it. */
export function publicUrlOf(origin: string, path: string): URL {
  const url = new URL(origin + path);
  if (path.includes('access_token')) url.searchParams.delete('access_token');
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
