/** What travels through the event log. Across the log go bytes (this as JSON), never live objects. */
import type { Static } from 'typebox';
import { Type } from 'typebox';

export const Envelope = Type.Object({
  /** Unique in the log of one source. */
  id: Type.String(),
  type: Type.String(),
  /** Version of the event's schema. */
  version: Type.Integer(),
  /** Order is kept per key. */
  key: Type.String(),
  /** When it was emitted, in ms. */
  at: Type.Integer(),
  /** W3C traceparent, or null. */
  trace: Type.Union([Type.String(), Type.Null()]),
  data: Type.Unknown(),
});
export type Envelope = Static<typeof Envelope>;
