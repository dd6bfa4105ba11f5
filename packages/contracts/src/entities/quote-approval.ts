import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, OneOf } from './scalars.ts';

const Policy = OneOf(['public', 'followers', 'following', 'unsupported_policy']);

/** Who may quote the status. */
export const QuoteApproval = Entity('QuoteApproval', {
  automatic: Type.Array(Policy),
  manual: Type.Array(Policy),
  current_user: OneOf(['automatic', 'manual', 'denied', 'unknown']),
});
export type QuoteApproval = Static<typeof QuoteApproval>;
