/** What timeline offers: the skeleton of home. */
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { command, defineContract, query } from '../define.ts';

const Nullable = <Of extends TSchema>(of: Of) => Type.Union([of, Type.Null()]);

export const HomeInput = Type.Object({
  account_id: Type.Integer(),
  /** The viewer's present view version. */
  version: Type.Integer(),
  /** Exclusive bounds, as in a Page; with min_id the ids right above it come, lowest first. */
  max_id: Nullable(Type.Integer()),
  since_id: Nullable(Type.Integer()),
  min_id: Nullable(Type.Integer()),
  limit: Type.Integer(),
});
export type HomeInput = Static<typeof HomeInput>;

export const timelineContract = defineContract('timeline', {
  /**
   * Candidate ids of home: never too few, perhaps too many (deleted, blocked, unfollowed: the reader filters).
   * Newest first (oldest first with min_id). `more`: candidates may follow beyond the last id.
   */
  home: query(HomeInput, Type.Object({ ids: Type.Array(Type.Integer()), more: Type.Boolean() })),
  /** Drops lists, so that the next read builds them anew. */
  rebuild: command(Type.Object({ account_ids: Type.Array(Type.Integer()) }), Type.Object({})),
  /** Compares cached lists, from their `low` up, with the truth. */
  audit: query(
    Type.Object({ account_ids: Type.Array(Type.Integer()) }),
    Type.Object({
      checked: Type.Integer(),
      wrong: Type.Array(Type.Object({ account_id: Type.Integer(), missing: Type.Array(Type.Integer()) })),
    }),
  ),
});
