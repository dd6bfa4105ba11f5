/** What the process itself offers to commands: the state of its event log. */
import { Type } from 'typebox';
import { command, defineContract, query } from '../define.ts';
import { Vitals } from './vitals.ts';

const GroupState = Type.Object({
  group: Type.String(),
  lag: Type.Integer(),
  retries: Type.Integer(),
  paused: Type.Union([Type.Object({ since: Type.Integer(), cause: Type.String() }), Type.Null()]),
});
const LogLevel = Type.Union([
  Type.Literal('debug'),
  Type.Literal('info'),
  Type.Literal('warn'),
  Type.Literal('error'),
]);
/** `until` in ms since 1970: then it goes back; null: it stays until the process ends. */
const levelNow = { level: LogLevel, until: Type.Union([Type.Integer(), Type.Null()]) };
const LogLevels = Type.Object({
  /** What the process was started with. */
  setting: LogLevel,
  ...levelNow,
  /** Of services that have a level of their own. */
  services: Type.Record(Type.String(), Type.Object(levelNow)),
});
const RetryRow = Type.Object({
  group: Type.String(),
  id: Type.String(),
  type: Type.String(),
  key: Type.String(),
  attempts: Type.Integer(),
  next_at: Type.Integer(),
  cause: Type.String(),
});

export const serverContract = defineContract('server', {
  /**
   * Answers once every consumer and relay of this process has reached the log's head: how many events the core
   * database has emitted by then, and how many posts are in delivery. @throws when an event fails for good
   */
  settle: {
    ...query(Type.Object({}), Type.Object({ emitted: Type.Integer(), in_delivery: Type.Integer() })),
    deadline: 10 * 60_000,
  },
  /** Every part that this process stands on, as /health/ready shows it. */
  health: query(
    Type.Object({}),
    Type.Object({
      services: Type.Array(Type.String()),
      version: Type.String(),
      parts: Type.Record(
        Type.String(),
        Type.Object({ ok: Type.Boolean(), detail: Type.Optional(Type.String()) }),
      ),
    }),
  ),
  /** How it is and how it was in the last minute, for the status page. Whoever asks does not wait for long. */
  vitals: { ...query(Type.Object({}), Vitals), deadline: 3_000 },
  /** Where this process listens, seen from its own machine: the public API, for commands that use it as clients do. */
  address: query(Type.Object({}), Type.Object({ url: Type.String() })),
  /** How much this process logs. */
  logLevels: query(Type.Object({}), LogLevels),
  /** Without a service: all of this process. Level null: back to what was set; time in ms, null: until it ends. */
  setLogLevel: command(
    Type.Object({
      service: Type.Union([Type.String(), Type.Null()]),
      level: Type.Union([LogLevel, Type.Null()]),
      time: Type.Union([Type.Integer({ minimum: 1_000, maximum: 7 * 24 * 3_600_000 }), Type.Null()]),
    }),
    LogLevels,
  ),
  groups: query(Type.Object({}), Type.Array(GroupState)),
  retries: query(Type.Object({}), Type.Array(RetryRow)),
  /** Makes retries due now; without an id all of the group, without a group all. */
  replay: command(
    Type.Object({ group: Type.Optional(Type.String()), id: Type.Optional(Type.String()) }),
    Type.Object({ due: Type.Integer() }),
  ),
});
