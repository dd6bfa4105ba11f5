/** How one process is: what the status page is made of. */
import type { Static } from 'typebox';
import { Type } from 'typebox';

/** How often a time fell below each limit and not below the one before; one more count for what is above the last. */
export const Spread = Type.Object({
  /** Seconds, rising. */
  limits: Type.Array(Type.Number()),
  counts: Type.Array(Type.Integer()),
});
export type Spread = Static<typeof Spread>;

/** Where a post was to arrive, counted from when it was accepted, or from its approval. */
export const DeliverySpread = Type.Object({
  to: Type.String(),
  origin: Type.String(),
  times: Spread,
});
export type DeliverySpread = Static<typeof DeliverySpread>;

/** What people did. What other services and probes asked does not count. */
const Counted = {
  requests: Type.Integer(),
  /** Answers from 500 on. */
  errors: Type.Integer(),
  times: Spread,
  deliveries: Type.Array(DeliverySpread),
};

export const Vitals = Type.Object({
  /** Of this run of this process. */
  id: Type.String(),
  services: Type.Array(Type.String()),
  version: Type.String(),
  /** Of Node. */
  runtime: Type.String(),
  /** In ms. */
  started_at: Type.Integer(),
  parts: Type.Record(
    Type.String(),
    Type.Object({
      ok: Type.Boolean(),
      /** Without it the process cannot serve. */
      needed: Type.Boolean(),
      detail: Type.Optional(Type.String()),
    }),
  ),
  /** Resident, in bytes. */
  memory: Type.Integer(),
  /** Since the start. */
  counted: Type.Object(Counted),
  /** The last minute or a little more. */
  lately: Type.Object({
    ...Counted,
    seconds: Type.Number(),
    /** The part of the time that the event loop was busy, 0 to 1. */
    busy: Type.Number(),
  }),
  /** Numbers of this moment by the names in `gauges.ts` of the server; what this process does not know is left out. */
  gauges: Type.Record(Type.String(), Type.Number()),
});
export type Vitals = Static<typeof Vitals>;

/** One process as whoever asked all of them found it. */
export interface ProcessVitals {
  /** Those that were expected to answer. */
  services: readonly string[];
  /** Null: it did not answer. */
  vitals: Vitals | null;
}
