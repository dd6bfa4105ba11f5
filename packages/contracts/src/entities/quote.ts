import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, EntityId, Nullable, OneOf } from './scalars.ts';
import { statusFields } from './status-fields.ts';

const QuoteState = OneOf([
  'pending',
  'accepted',
  'rejected',
  'revoked',
  'deleted',
  'unauthorized',
  'blocked_account',
  'blocked_domain',
  'muted_account',
]);

/** A quote inside a quoted status: the id alone, so that quotes do not nest without end. */
export const ShallowQuote = Entity('ShallowQuote', {
  state: QuoteState,
  quoted_status_id: Nullable(EntityId),
});
export type ShallowQuote = Static<typeof ShallowQuote>;

export const QuotedStatus = Entity('QuotedStatus', {
  ...statusFields,
  reblog: Type.Null(),
  quote: Nullable(ShallowQuote),
});
export type QuotedStatus = Static<typeof QuotedStatus>;

export const Quote = Entity('Quote', {
  state: QuoteState,
  quoted_status: Nullable(QuotedStatus),
});
export type Quote = Static<typeof Quote>;

/** The quote of a status, or null. */
export const QuoteOrNull = Type.Union([Quote, ShallowQuote, Type.Null()]);
export type QuoteOrNull = Static<typeof QuoteOrNull>;
