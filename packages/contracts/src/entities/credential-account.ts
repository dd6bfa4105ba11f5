import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { Field } from './field.ts';
import { Role } from './role.ts';
import { Count, Entity, Language, Nullable, OneOf } from './scalars.ts';
import { Visibility } from './visibility.ts';

/** An account as its owner sees it. */
export const CredentialAccount = Entity('CredentialAccount', {
  ...Account.properties,
  source: Type.Object({
    attribution_domains: Type.Array(Type.String()),
    note: Type.String({ description: 'Plain text' }),
    fields: Type.Array(Field),
    privacy: Visibility,
    sensitive: Type.Boolean(),
    language: Language,
    follow_requests_count: Count,
    hide_collections: Nullable(Type.Boolean()),
    discoverable: Nullable(Type.Boolean()),
    indexable: Type.Boolean(),
    quote_policy: OneOf(['public', 'followers', 'nobody']),
  }),
  role: Role,
});
export type CredentialAccount = Static<typeof CredentialAccount>;
