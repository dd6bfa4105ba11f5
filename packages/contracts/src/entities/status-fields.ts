import { Type } from 'typebox';
import { Account } from './account.ts';
import { Approval } from './approval.ts';
import { Collection } from './collection.ts';
import { CustomEmoji } from './custom-emoji.ts';
import { FilterResult } from './filter.ts';
import { MediaAttachment } from './media-attachment.ts';
import { Poll } from './poll.ts';
import { PreviewCard } from './preview-card.ts';
import { QuoteApproval } from './quote-approval.ts';
import { Count, DateTime, EntityId, Html, Language, Nullable, Url } from './scalars.ts';
import { StatusMention } from './status-mention.ts';
import { StatusTag } from './status-tag.ts';
import { Visibility } from './visibility.ts';

/** Everything of a status but `reblog` and `quote`, which are statuses again. */
export const statusFields = {
  id: EntityId,
  uri: Type.String(),
  created_at: DateTime,
  account: Account,
  content: Html,
  visibility: Visibility,
  sensitive: Type.Boolean(),
  spoiler_text: Type.String(),
  media_attachments: Type.Array(MediaAttachment),
  application: Type.Optional(
    Type.Object({
      name: Type.String(),
      website: Nullable(Url),
    }),
  ),
  mentions: Type.Array(StatusMention),
  tags: Type.Array(StatusTag),
  emojis: Type.Array(CustomEmoji),
  reblogs_count: Count,
  favourites_count: Count,
  quotes_count: Count,
  replies_count: Count,
  url: Nullable(Url),
  in_reply_to_id: Nullable(EntityId),
  in_reply_to_account_id: Nullable(EntityId),
  poll: Nullable(Poll),
  card: Nullable(PreviewCard),
  language: Nullable(Language),
  /** The text as written: only in the answer to its author's DELETE, else null. */
  text: Nullable(Type.String()),
  edited_at: Nullable(DateTime),
  quote_approval: QuoteApproval,
  /** The viewer's own, absent when signed out; `pinned` also on posts of others. */
  favourited: Type.Optional(Type.Boolean()),
  reblogged: Type.Optional(Type.Boolean()),
  muted: Type.Optional(Type.Boolean()),
  bookmarked: Type.Optional(Type.Boolean()),
  pinned: Type.Optional(Type.Boolean()),
  filtered: Type.Optional(Type.Array(FilterResult)),
  tagged_collections: Type.Array(Collection),
  /** Fanfare's own; absent on ordinary statuses. */
  approval: Type.Optional(Approval),
};
