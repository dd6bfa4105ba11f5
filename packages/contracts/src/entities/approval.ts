import type { Static } from 'typebox';
import { Type } from 'typebox';
import { DateTime, Entity, EntityId, Nullable, OneOf } from './scalars.ts';

export const ApprovalState = OneOf(['pending', 'approved', 'rejected', 'withdrawn']);
export type ApprovalState = Static<typeof ApprovalState>;

export const ReasonCode = OneOf(['spam', 'off_topic', 'rules', 'duplicate', 'other']);
export type ReasonCode = Static<typeof ReasonCode>;

/** Where a post stands that needs a reviewer's consent. Only its author and reviewers ever see one. */
export const Approval = Entity('Approval', {
  /** The `:id` of all submission routes: for a new post its own id, for a held edit another. */
  submission_id: EntityId,
  state: ApprovalState,
  /** Starts at 1 and rises with every revision of text or media. */
  version: Type.Integer({ minimum: 1 }),
  submitted_at: DateTime,
  decided_at: Nullable(DateTime),
  reason_code: Nullable(ReasonCode),
  reason: Nullable(Type.String()),
});
export type Approval = Static<typeof Approval>;
