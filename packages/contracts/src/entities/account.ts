import type { Static } from 'typebox';
import { Type } from 'typebox';
import { CustomEmoji } from './custom-emoji.ts';
import { FeatureApproval } from './feature-approval.ts';
import { Field } from './field.ts';
import { AccountRole } from './role.ts';
import { Count, DateOnly, DateTime, Entity, EntityId, Html, Nullable, Url } from './scalars.ts';

/** Everything but `moved`, which is an account again. */
const accountFields = {
  id: EntityId,
  username: Type.String(),
  acct: Type.String(),
  url: Nullable(Url),
  uri: Url,
  display_name: Type.String(),
  note: Html,
  avatar: Url,
  avatar_static: Url,
  avatar_description: Type.String(),
  header: Url,
  header_static: Url,
  header_description: Type.String(),
  locked: Type.Boolean(),
  fields: Type.Array(Field),
  emojis: Type.Array(CustomEmoji),
  bot: Type.Boolean(),
  group: Type.Boolean(),
  discoverable: Nullable(Type.Boolean()),
  indexable: Type.Boolean(),
  noindex: Type.Optional(Nullable(Type.Boolean())),
  memorial: Type.Optional(Type.Boolean()),
  suspended: Type.Optional(Type.Boolean()),
  limited: Type.Optional(Type.Boolean()),
  created_at: DateTime,
  last_status_at: Nullable(DateOnly),
  statuses_count: Count,
  followers_count: Count,
  following_count: Count,
  hide_collections: Nullable(Type.Boolean()),
  show_media: Type.Boolean(),
  show_media_replies: Type.Boolean(),
  show_featured: Type.Boolean(),
  roles: Nullable(Type.Array(AccountRole)),
  feature_approval: FeatureApproval,
};

/** The account that another one moved to: itself it has not moved. */
export const MovedAccount = Entity('MovedAccount', {
  ...accountFields,
  moved: Type.Optional(Type.Null()),
});
export type MovedAccount = Static<typeof MovedAccount>;

export const Account = Entity('Account', {
  ...accountFields,
  moved: Type.Optional(Nullable(MovedAccount)),
});
export type Account = Static<typeof Account>;
