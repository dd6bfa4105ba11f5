/**
 * A route as a value: everything that can be known of an endpoint before it is called, so that the
 * server, the OpenAPI document, the NGINX configuration and the leak and bad-input tests read one table.
 */
import type { Permission, RoleName, TokenInfo } from '@fanfare/contracts';
import type { AccountId, AppError, Log, Page, Paged, PageLimits } from '@fanfare/kernel';
import type { Static, TObject, TSchema } from 'typebox';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
/** none: no token is looked at. optional: signed out too. app: app or user token. user: user token. */
export type AuthKind = 'none' | 'optional' | 'app' | 'user';
/** Each class has its own budget; see rate-limits. */
export type RateClass = 'default' | 'media' | 'delete' | 'registration' | 'login' | 'apps' | 'none';

/** A signed-in person; role, state and versions are those of this moment. */
export interface Viewer {
  accountId: AccountId;
  role: RoleName;
  version: number;
  actVersion: number;
  token: TokenInfo;
}

/** The bearer of an app token or a user token. */
export interface Caller {
  viewer: Viewer | null;
  token: TokenInfo;
}

export type Bearer<Auth extends AuthKind> = Auth extends 'user'
  ? Viewer
  : Auth extends 'app'
    ? Caller
    : Auth extends 'optional'
      ? Viewer | null
      : null;

/** A file of a multipart body. The type must be found from the bytes. */
export interface UploadedFile {
  filename: string;
  bytes: Buffer;
}

export interface ApiRequest<Params, Query, Body, Auth extends AuthKind> {
  params: Params;
  query: Query;
  body: Body;
  /** Files of a multipart body by field name. */
  files: Record<string, UploadedFile>;
  viewer: Bearer<Auth>;
  /** Set when the route declares `page`; otherwise the default limits of 20 and 40 apply. */
  page: Page;
  /** The Idempotency-Key header, or null. */
  idempotencyKey: string | null;
  /** The request's URL as the client sees it, on PUBLIC_URL. */
  url: URL;
  method: string;
  headers: Record<string, string | string[] | undefined>;
  cookies: Record<string, string>;
  /** The client's address, through trusted proxies. */
  ip: string;
  requestId: string;
  /** W3C traceparent of this request, or null. */
  trace: string | null;
  log: Log;
  /** Aborted when the client went away. */
  signal: AbortSignal;
}

/** An answer that is more than a 200 with JSON. */
export class Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string | string[]>;
  /** Cursors for the Link header. */
  readonly paged: Pick<Paged<unknown>, 'next' | 'prev'> | null;
  readonly previous: 'min_id' | 'since_id';
  /** Of an answer that says no in its own words: what the log is told. */
  readonly failure: AppError | null;

  constructor(
    body: unknown,
    options: {
      status?: number;
      headers?: Record<string, string | string[]>;
      paged?: Pick<Paged<unknown>, 'next' | 'prev'>;
      previous?: 'min_id' | 'since_id';
      failure?: AppError;
    } = {},
  ) {
    this.body = body;
    this.status = options.status ?? 200;
    this.headers = options.headers ?? {};
    this.paged = options.paged ?? null;
    this.previous = options.previous ?? 'min_id';
    this.failure = options.failure ?? null;
  }
}

/** A list with its Link header. */
export function pageOf(paged: Paged<unknown>, previous: 'min_id' | 'since_id' = 'min_id'): Answer {
  return new Answer(paged.items, { paged, previous });
}

/** A server-rendered page: text/html. Make `html` with the escaping template of `@fanfare/http`. */
export function htmlPage(
  html: string,
  options: { status?: number; headers?: Record<string, string | string[]> } = {},
): Answer {
  return new Answer(html, {
    ...options,
    headers: { 'content-type': 'text/html; charset=utf-8', ...options.headers },
  });
}

export function redirect(location: string, headers: Record<string, string | string[]> = {}): Answer {
  return new Answer('', { status: 302, headers: { location, ...headers } });
}

export interface Route {
  readonly method: HttpMethod;
  /** Fastify's notation: `/api/v1/statuses/:id`. */
  readonly path: string;
  /** One line for the OpenAPI document. */
  readonly summary: string;
  readonly auth: AuthKind;
  /** Any one of them is enough; empty: none is needed. */
  readonly scopes: readonly string[];
  readonly permission?: Permission;
  readonly params?: TObject;
  readonly query?: TObject;
  readonly body?: TObject;
  /** JSON answers by status; a route without is a page or a file. */
  readonly answers?: Record<number, TSchema>;
  readonly page?: PageLimits;
  readonly rate: RateClass;
  /** Bytes; default 1 MiB. Multipart files count. */
  readonly bodyLimit?: number;
  /** api: JSON errors and open CORS. page: HTML errors, no CORS. media: files, open CORS. internal: internal key only. */
  readonly kind: 'api' | 'page' | 'media' | 'internal';
  /** A page that other sites may put into a frame: without script and without anything of who is signed in. */
  readonly framed?: boolean;
  /**
   * Its texts are sent compressed. Not for answers that hold a secret beside what the visitor wrote, as pages with
   * forms do: their size would tell it, letter by letter.
   */
  readonly packed?: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: `route` checks it against the schemas
  handle(request: ApiRequest<any, any, any, any>): Promise<unknown>;
}

type Of<Schema> = Schema extends TSchema ? Static<Schema> : Record<string, never>;

interface RouteInput<Auth extends AuthKind, Params, Query, Body>
  extends Omit<Partial<Route>, 'handle' | 'auth' | 'params' | 'query' | 'body'> {
  method: HttpMethod;
  path: string;
  summary: string;
  auth: Auth;
  params?: Params;
  query?: Query;
  body?: Body;
  /** The value is sent as JSON with 200; anything else is an Answer. Undefined is sent as `{}`. */
  handle(request: ApiRequest<Of<Params>, Of<Query>, Of<Body>, Auth>): Promise<unknown>;
}

/** Declares a route; the handler's types follow from its schemas. */
export function route<
  Auth extends AuthKind,
  Params extends TObject | undefined = undefined,
  Query extends TObject | undefined = undefined,
  Body extends TObject | undefined = undefined,
>(input: RouteInput<Auth, Params, Query, Body>): Route {
  return { scopes: [], rate: 'default', kind: 'api', ...input } as Route;
}

/** A WebSocket entry point. The listener hands over the raw upgrade; the handler checks the token itself. */
export interface UpgradeRoute {
  readonly path: string;
  handle(
    request: import('node:http').IncomingMessage,
    socket: import('node:stream').Duplex,
    head: Buffer,
  ): void;
  /** Called when the listener begins to close: say goodbye on every socket. What stays open is cut later. */
  close?(): void;
}
