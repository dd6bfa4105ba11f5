/** What write offers: bulk publishing, and submissions for those who may see them. */
import { type TSchema, Type } from 'typebox';
import { command, defineContract, query } from '../define.ts';
import { Submission } from '../entities/index.ts';

const Nullable = <Of extends TSchema>(of: Of) => Type.Union([of, Type.Null()]);

export const writeContract = defineContract('write', {
  /** Publishes posts in order (seed, tests), past approval and rate limits, with all effects. `reply_to` is an index into this batch. */
  publishMany: command(
    Type.Object({
      statuses: Type.Array(
        Type.Object({
          account_id: Type.Integer(),
          text: Type.String(),
          visibility: Type.Optional(Type.Union([Type.Literal('public'), Type.Literal('unlisted'), Type.Literal('private'), Type.Literal('direct')])),
          in_reply_to_id: Type.Optional(Type.Integer()),
          reply_to: Type.Optional(Type.Integer()),
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
});
