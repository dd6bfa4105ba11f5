import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { CustomEmoji } from './custom-emoji.ts';
import { MediaAttachment } from './media-attachment.ts';
import { QuoteOrNull } from './quote.ts';
import { DateTime, Entity, Html } from './scalars.ts';

/** One form that a status had; the first is the original. */
export const StatusEdit = Entity('StatusEdit', {
  content: Html,
  spoiler_text: Html,
  sensitive: Type.Boolean(),
  created_at: DateTime,
  account: Account,
  poll: Type.Optional(
    Type.Object({
      options: Type.Array(Type.Object({ title: Type.String() })),
    }),
  ),
  media_attachments: Type.Array(MediaAttachment),
  emojis: Type.Array(CustomEmoji),
  quote: Type.Optional(QuoteOrNull),
});
export type StatusEdit = Static<typeof StatusEdit>;
