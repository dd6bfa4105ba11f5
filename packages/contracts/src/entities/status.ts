import type { Static } from 'typebox';
import { Type } from 'typebox';
import { QuoteOrNull } from './quote.ts';
import { Entity, Nullable } from './scalars.ts';
import { statusFields } from './status-fields.ts';

/** The post inside a boost: itself it is no boost. */
export const RebloggedStatus = Entity('RebloggedStatus', {
  ...statusFields,
  quote: QuoteOrNull,
  reblog: Type.Null(),
});
export type RebloggedStatus = Static<typeof RebloggedStatus>;

export const Status = Entity('Status', {
  ...statusFields,
  quote: QuoteOrNull,
  reblog: Nullable(RebloggedStatus),
});
export type Status = Static<typeof Status>;
