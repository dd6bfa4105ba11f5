import type { Static } from 'typebox';
import { Type } from 'typebox';
import { roleNames } from '../viewer.ts';
import { Count, Entity, OneOf } from './scalars.ts';

/** Whose posts wait for approval. */
export const ApprovalPolicy = Entity('ApprovalPolicy', {
  mode: OneOf(['off', 'new-accounts', 'everyone']),
  /** With `new-accounts`: how many posts of an account must have been approved before it is free. */
  approved_posts: Count,
  exempt_roles: Type.Array(OneOf(roleNames)),
  /** False: direct posts are private mail and never wait. */
  include_direct: Type.Boolean(),
});
export type ApprovalPolicy = Static<typeof ApprovalPolicy>;
