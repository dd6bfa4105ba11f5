import type { Static } from 'typebox';
import { Type } from 'typebox';
import { ApprovalState } from './approval.ts';
import { Entity, EntityId, Nullable } from './scalars.ts';

/** Each item of the request stands in exactly one of the two lists, in the order asked. */
export const SubmissionBulkResult = Entity('SubmissionBulkResult', {
  succeeded: Type.Array(
    Type.Object({
      id: EntityId,
      state: ApprovalState,
      /** The published status; null after a rejection. */
      status_id: Nullable(EntityId),
    }),
  ),
  failed: Type.Array(
    Type.Object({
      id: EntityId,
      /** HTTP status and text that the single call would have answered. */
      status: Type.Integer(),
      error: Type.String(),
    }),
  ),
});
export type SubmissionBulkResult = Static<typeof SubmissionBulkResult>;
