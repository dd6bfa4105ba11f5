import type { Static } from 'typebox';
import { Type } from 'typebox';
import type { abilityNames } from '../vitals/abilities.ts';
import { levels } from '../vitals/abilities.ts';
import { Count, DateTime, Entity, Nullable, OneOf } from './scalars.ts';

const Level = OneOf([...levels]);
const number = Type.Number({ minimum: 0 });
const seconds = Nullable(Type.Number({ minimum: 0, description: 'Seconds' }));
const bytes = Nullable(Type.Integer({ minimum: 0, description: 'Bytes' }));
const Abilities = Type.Object({
  reading: Level,
  posting: Level,
  live: Level,
  search: Level,
  notifications: Level,
} satisfies Record<(typeof abilityNames)[number], typeof Level>);

/** How the place is, for everybody where its staff allow it. */
export const PublicStatus = Entity('PublicStatus', {
  /** down: nobody can read, or nobody can post. */
  status: Level,
  abilities: Abilities,
  /** When it was asked. */
  at: DateTime,
  /** As in `api_versions` of the instance. */
  api_versions: Type.Object({ mastodon: Type.Integer() }),
});
export type PublicStatus = Static<typeof PublicStatus>;

const Times = { requests: Count, errors: Count, p50: seconds, p99: seconds };

const Process = Type.Object({
  services: Type.Array(Type.String()),
  state: OneOf([...levels, 'away']),
  /** From here on null or empty: it does not answer. */
  version: Nullable(Type.String()),
  runtime: Nullable(Type.String()),
  started_at: Nullable(DateTime),
  memory: bytes,
  /** The part of the last minute that its event loop was busy, 0 to 1. */
  busy: Nullable(number),
  ...Times,
  parts: Type.Array(
    Type.Object({
      name: Type.String(),
      ok: Type.Boolean(),
      needed: Type.Boolean(),
      detail: Nullable(Type.String()),
    }),
  ),
});

const Kept = Type.Object({ count: Count, p50: seconds, p99: seconds });

/** What was promised of a post's way, as it was kept. */
const KeptPromise = Type.Object({
  to: Type.String({ description: 'first_follower, last_follower, socket or search' }),
  origin: Type.String({ description: 'posted, or approved: from the decision on' }),
  hour: Kept,
  day: Kept,
});

/** One stretch of the last day. Null: the place was not running then. */
const Point = Type.Object({
  at: DateTime,
  status: Nullable(Level),
  requests: Nullable(Count),
  errors: Nullable(Count),
  p50: seconds,
  p99: seconds,
  /** To the last follower. */
  delivered_p99: seconds,
  busy: Nullable(number),
  memory: bytes,
  lag_events: Nullable(Count),
  sockets: Nullable(Count),
  waiting: Nullable(Count),
});

/** How the place is and how it was in the last day, for whoever runs it. What nobody knows is null. */
export const AdminStatus = Entity('AdminStatus', {
  ...PublicStatus.properties,
  version: Type.String(),
  processes: Type.Array(Process),
  /** The last minute of all processes. */
  lately: Type.Object(Times),
  promises: Type.Array(KeptPromise),
  backlog: Type.Object({
    lag_events: Nullable(Count),
    lag_seconds: seconds,
    outbox_events: Nullable(Count),
    outbox_seconds: seconds,
    retries: Nullable(Count),
    retry_seconds: seconds,
    fanout_open: Nullable(Count),
    fanout_open_seconds: seconds,
  }),
  sockets: Nullable(Count),
  submissions: Type.Object({ waiting: Nullable(Count), oldest_seconds: seconds }),
  /** Home timelines that were compared with the truth since the start, and the share of wrong ones. */
  audit: Type.Object({ checked: Nullable(Count), error_rate: Nullable(number) }),
  storage: Type.Object({ database: bytes, search: bytes, media: bytes, free: bytes }),
  history: Type.Object({
    /** Seconds between two points. */
    step: Type.Integer(),
    points: Type.Array(Point),
  }),
});
export type AdminStatus = Static<typeof AdminStatus>;
