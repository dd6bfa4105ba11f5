import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, OneOf } from './scalars.ts';

const Policy = OneOf(['public', 'followers', 'following', 'unsupported_policy']);

/** Who may put the account into a collection. */
export const FeatureApproval = Entity('FeatureApproval', {
  automatic: Type.Array(Policy),
  manual: Type.Array(Policy),
  current_user: OneOf(['automatic', 'manual', 'denied', 'unknown', 'missing']),
});
export type FeatureApproval = Static<typeof FeatureApproval>;
