import type { Cache } from '@fanfare/cache';
import type { Clock, Health, Log } from '@fanfare/kernel';
import type { Metrics, Moment, MomentContext, Tracer } from '@fanfare/telemetry';
import type { Authenticate } from '../auth/authenticate.ts';
import type { Route, UpgradeRoute } from '../route.ts';
import type { Budgets } from './rate-limits.ts';

/** What belongs to the request that is being served; contract clients send it on. */
export type RequestFields = Moment;

export type RequestContext = MomentContext;

export type ServedRoute = Route & { readonly service: string };

export interface HealthPart {
  check(): Promise<Health>;
  /** Without it the process cannot serve: `/health/ready` answers 503. Others only degrade what needs them. */
  needed: boolean;
}

export interface HttpServerOptions {
  routes: readonly ServedRoute[];
  upgrades?: readonly UpgradeRoute[];
  /** Where clients reach this server, e.g. `https://example.org`; Link headers and `request.url` use it. */
  publicUrl: string;
  /** Addresses or ranges whose X-Forwarded-For and -Proto are believed; `loopback` is one. */
  trustedProxies: readonly string[];
  /** False: no route is limited. */
  rateLimits: boolean;
  budgets?: Partial<Budgets>;
  cache: Cache;
  authenticate: Authenticate;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  /** False: they are shown at a listener of their own. */
  showMetrics?: boolean;
  /** Lets other processes call internal routes and read /metrics; null: only the unix socket does. */
  internalKey: string | null;
  /** Carries request id and trace to contract clients. */
  context?: RequestContext;
  /** Unset: nobody collects spans. */
  tracer?: Tracer;
  health?: Readonly<Record<string, HealthPart>>;
  /** The routes of the OpenAPI document where others than this process's belong to it: asked once, when somebody wants it. */
  documented?: () => Promise<readonly ServedRoute[]>;
  /** Shown in the OpenAPI document, and on pages of errors where nobody knows better. */
  siteName?: string;
  /** What the place is called at this moment; may fail. */
  siteNameNow?: () => Promise<string>;
  version?: string;
  /** How long `close` waits for running requests, in ms. */
  drain?: number;
  /**
   * How long `close` goes on taking connections, each for one answer, in ms: a gateway that has just met an instance that
   * was away, and is back, has nobody else to ask. 0 unless said.
   */
  notice?: number;
  /**
   * How long `close` leaves unused connections to those who keep them, in ms: where others can answer instead, no
   * request may meet a connection that is just being closed. 0 unless said.
   */
  linger?: number;
  /** An answer that does not fit the route's schema is a 500 that says why: for tests. */
  checkAnswers?: boolean;
}

export interface HttpServer {
  /**
   * Opens the public listener.
   * @throws StartError when the port is in use or may not be opened
   */
  listen(host: string, port: number): Promise<{ host: string; port: number; url: string }>;
  /** Opens a unix socket, mode 600, on which internal routes need no key and nothing else is served. @throws StartError */
  listenOnSocket(path: string): Promise<void>;
  /** Stops listening, lets running requests end (at most `drain`), then closes every connection. */
  close(): Promise<void>;
}
