/** A module is a service as the composition sees it; what a route or a consumer is, http and eventlog say. */
export const serviceNames = [
  'auth',
  'write',
  'read',
  'timeline',
  'user-graph',
  'fanout',
  'search',
  'notification',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/** What one part says of itself in `/health/ready`. */
export interface Health {
  ok: boolean;
  /** A sentence for people: what is wrong, or since when it works. */
  detail?: string;
}

export interface Module<Route = unknown, Consumers = unknown, Upgrade = unknown> {
  readonly name: ServiceName;
  /** The implementation of the service's contract; null for a service that offers none. */
  readonly provides: object | null;
  readonly routes: readonly Route[];
  /** The service's consumer groups. */
  readonly consumers: readonly Consumers[];
  /** WebSocket entry points. */
  readonly upgrades?: readonly Upgrade[];
  /** Named checks for `/health/ready`; a failing check says what is degraded, it does not end the process. */
  readonly health?: Record<string, () => Promise<Health>>;
  /** Runs after migrations and before the listener opens. */
  start?(): Promise<void>;
  /** Runs after the listener closed and the consumers stopped. */
  stop?(): Promise<void>;
}
