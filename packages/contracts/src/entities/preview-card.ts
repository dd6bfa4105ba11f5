import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { Count, Entity, Html, Nullable, OneOf, Url } from './scalars.ts';

export const PreviewCardAuthor = Entity('PreviewCardAuthor', {
  name: Type.String(),
  url: Url,
  account: Nullable(Account),
});
export type PreviewCardAuthor = Static<typeof PreviewCardAuthor>;

export const PreviewCard = Entity('PreviewCard', {
  url: Url,
  title: Type.String(),
  description: Type.String(),
  type: OneOf(['link', 'photo', 'video', 'rich']),
  authors: Type.Array(PreviewCardAuthor),
  author_name: Type.String({ deprecated: true }),
  author_url: Type.String({ deprecated: true, description: 'URL or empty' }),
  provider_name: Type.String(),
  provider_url: Type.String({ description: 'URL or empty' }),
  html: Html,
  width: Count,
  height: Count,
  image: Nullable(Url),
  embed_url: Type.String({ description: 'URL or empty' }),
  blurhash: Nullable(Type.String()),
  missing_attribution: Nullable(Type.Boolean()),
  published_at: Type.String(),
});
export type PreviewCard = Static<typeof PreviewCard>;
