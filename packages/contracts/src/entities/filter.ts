import type { Static } from 'typebox';
import { Type } from 'typebox';
import { DateTime, Entity, EntityId, Nullable, OneOf } from './scalars.ts';

export const FilterKeyword = Entity('FilterKeyword', {
  id: EntityId,
  keyword: Type.String(),
  whole_word: Type.Boolean(),
});
export type FilterKeyword = Static<typeof FilterKeyword>;

export const FilterStatus = Entity('FilterStatus', {
  id: EntityId,
  status_id: EntityId,
});
export type FilterStatus = Static<typeof FilterStatus>;

export const Filter = Entity('Filter', {
  id: EntityId,
  title: Type.String(),
  context: Type.Array(OneOf(['home', 'notifications', 'public', 'thread', 'account'])),
  expires_at: Nullable(DateTime),
  filter_action: OneOf(['warn', 'hide', 'blur']),
  /** Absent inside a FilterResult, like `statuses`. */
  keywords: Type.Optional(Type.Array(FilterKeyword)),
  statuses: Type.Optional(Type.Array(FilterStatus)),
});
export type Filter = Static<typeof Filter>;

/** Why a status should be hidden or marked for the viewer. */
export const FilterResult = Entity('FilterResult', {
  filter: Filter,
  keyword_matches: Nullable(Type.Array(Type.String())),
  status_matches: Nullable(Type.Array(Type.String())),
});
export type FilterResult = Static<typeof FilterResult>;
