/** What search offers to the others. */
import { Type } from 'typebox';
import { command, defineContract, query } from '../define.ts';

export const searchContract = defineContract('search', {
  /** Builds the index anew from the truth, while the old one answers. */
  reindex: command(
    Type.Object({}),
    Type.Object({ accounts: Type.Integer(), statuses: Type.Integer(), tags: Type.Integer() }),
  ),
  /** Whether the author's own search finds this post, and since when (ms; null: not known). @throws engine_away */
  found: query(
    Type.Object({ account_id: Type.Integer(), status_id: Type.Integer() }),
    Type.Object({ found: Type.Boolean(), at: Type.Union([Type.Integer(), Type.Null()]) }),
  ),
  /** Answers once the index is whole: after a start, or after it was lost, it is built from the truth in the background. */
  whole: { ...query(Type.Object({}), Type.Object({})), deadline: 30 * 60_000 },
});
