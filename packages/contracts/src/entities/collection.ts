import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Count, DateTime, Entity, EntityId, Html, Language, Nullable, OneOf, Url } from './scalars.ts';

export const ShallowTag = Entity('ShallowTag', {
  name: Type.String(),
  url: Url,
});
export type ShallowTag = Static<typeof ShallowTag>;

export const CollectionItem = Entity('CollectionItem', {
  id: EntityId,
  account_id: Nullable(EntityId),
  state: OneOf(['pending', 'accepted']),
  created_at: DateTime,
});
export type CollectionItem = Static<typeof CollectionItem>;

/** A published selection of accounts. */
export const Collection = Entity('Collection', {
  id: EntityId,
  account_id: EntityId,
  uri: Url,
  url: Nullable(Url),
  name: Type.String(),
  description: Html,
  language: Nullable(Language),
  local: Type.Boolean(),
  sensitive: Type.Boolean(),
  discoverable: Type.Boolean(),
  tag: Nullable(ShallowTag),
  created_at: DateTime,
  updated_at: DateTime,
  item_count: Count,
  items: Type.Array(CollectionItem),
});
export type Collection = Static<typeof Collection>;
