/** The way of a post through a deployment, as spans. */
import type { StoredSpan } from '../support/jaeger.ts';

export interface Hop {
  readonly what: string;
  readonly service: string;
  readonly name: RegExp;
  readonly kind: string;
  /** The hop that it comes from, directly or not; null: none. */
  readonly from: string | null;
}

const hop = (what: string, from: string | null, service: string, kind: string, name: RegExp): Hop => ({
  ...{ what, from, service, kind, name },
});

export const hops: readonly Hop[] = [
  hop('the gateway', null, 'gateway', 'server', /^POST$/),
  hop('the route', 'the gateway', 'write', 'server', /^POST \/api\/v1\/statuses$/),
  hop('the token', 'the route', 'write', 'client', /^cache /),
  hop('the unit of work', 'the route', 'write', 'internal', /^unit people$/),
  hop('its statements', 'the unit of work', 'write', 'client', /^database insert$/),
  hop('a question for the answer', 'the route', 'write', 'client', /^read\.statuses$/),
  hop('read', 'a question for the answer', 'read', 'server', /^POST \/internal\/read\/statuses$/),
  hop('auth', 'read', 'auth', 'server', /^POST \/internal\/auth\//),
  hop('its store', 'auth', 'auth', 'client', /^identity /),

  hop('the relay', 'the unit of work', 'fanout', 'producer', /^relay status\.published$/),
  hop('fanout', 'the unit of work', 'fanout', 'consumer', /^consume fanout status\.published$/),
  hop('a slice', 'fanout', 'fanout', 'producer', /^relay timeline\.deliver$/),
  hop('timeline', 'fanout', 'timeline', 'consumer', /^consume timeline timeline\.deliver$/),
  hop('the lists', 'timeline', 'timeline', 'client', /^cache list_push$/),
  hop('search', 'the unit of work', 'search', 'consumer', /^consume search status\.published$/),
  hop('the index', 'search', 'search', 'client', /^search /),
  hop(
    'notification',
    'the unit of work',
    'notification',
    'consumer',
    /^consume notification status\.published$/,
  ),
  hop('user-graph', 'notification', 'user-graph', 'server', /^POST \/internal\/user-graph\//),
  hop('its database', 'notification', 'notification', 'client', /^notification_database insert$/),
  hop('the frame', 'notification', 'notification', 'producer', /^frame /),
];

/** The spans of a hop that come from where they must. */
export function reached(wanted: Hop, spans: readonly StoredSpan[]): StoredSpan[] {
  const byId = new Map(spans.map((span) => [span.id, span]));
  const fits = (span: StoredSpan, { service, kind, name }: Hop) =>
    span.service === service && span.kind === kind && name.test(span.name);
  const before = hops.find(({ what }) => what === wanted.from);
  return spans.filter((span) => {
    if (!fits(span, wanted)) return false;
    if (before === undefined) return true;
    let above = byId.get(span.parent ?? '');
    while (above !== undefined && !fits(above, before)) above = byId.get(above.parent ?? '');
    return above !== undefined;
  });
}
