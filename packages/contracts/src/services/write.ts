/** What write offers: bulk publishing, and submissions for those who may see them. */
import type { TSchema } from 'typebox';
import { Type } from 'typebox';
import { command, defineContract, query } from '../define.ts';
import { Approval, Submission } from '../entities/index.ts';

const Nullable = <Of extends TSchema>(of: Of) => Type.Union([of, Type.Null()]);

export const writeContract = defineContract('write', {
  /** Publishes posts in order (seed, tests), past approval and rate limits, with all effects. `reply_to` is an index into this batch. */
  publishMany: command(
    Type.Object({
      statuses: Type.Array(
        Type.Object({
          account_id: Type.Integer(),
          text: Type.String(),
          visibility: Type.Optional(
            Type.Union([
              Type.Literal('public'),
              Type.Literal('unlisted'),
              Type.Literal('private'),
              Type.Literal('direct'),
            ]),
          ),
          in_reply_to_id: Type.Optional(Type.Integer()),
          reply_to: Type.Optional(Type.Integer()),
        }),
      ),
    }),
    Type.Object({ ids: Type.Array(Type.Integer()) }),
  ),
  /** Submits posts for approval in order, whatever the policy says (seed). @throws invalid */
  submitMany: command(
    Type.Object({
      posts: Type.Array(
        Type.Object({
          account_id: Type.Integer(),
          text: Type.String(),
          language: Type.Optional(Type.String()),
          in_reply_to_id: Type.Optional(Type.Integer()),
        }),
      ),
    }),
    Type.Object({ ids: Type.Array(Type.Integer()) }),
  ),
  /** Submissions as `viewer_id` may see them (its author, or a reviewer); null: not for them, or unknown. Same order. */
  submissions: query(
    Type.Object({ viewer_id: Type.Integer(), ids: Type.Array(Type.Integer()) }),
    Type.Array(Nullable(Submission)),
  ),
  /**
   * What ids that are no status mean to this viewer: asked only after a miss, never for positions in a list.
   * One's own pending post has a `submission`, one that was published since a `status_id`; else both are null.
   */
  resolve: query(
    Type.Object({ viewer_id: Type.Integer(), ids: Type.Array(Type.Integer()) }),
    Type.Array(
      Type.Object({
        id: Type.Integer(),
        status_id: Nullable(Type.Integer()),
        submission: Nullable(Submission),
      }),
    ),
  ),
  /** The edits of these statuses that wait, for their author alone; others are left out. */
  approvals: query(
    Type.Object({ viewer_id: Type.Integer(), status_ids: Type.Array(Type.Integer()) }),
    Type.Array(Type.Object({ status_id: Type.Integer(), approval: Approval })),
  ),
});
