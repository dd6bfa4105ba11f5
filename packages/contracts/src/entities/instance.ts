import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { instanceConfiguration } from './instance-configuration.ts';
import { Rule } from './rule.ts';
import { Count, Entity, Html, Language, Nullable, Url } from './scalars.ts';

export const InstanceIcon = Entity('InstanceIcon', {
  src: Type.String(),
  size: Type.String({ description: 'WIDTHxHEIGHT' }),
});
export type InstanceIcon = Static<typeof InstanceIcon>;

/** `/api/v2/instance`. */
export const Instance = Entity('Instance', {
  domain: Type.String(),
  title: Type.String(),
  version: Type.String(),
  source_url: Url,
  description: Type.String(),
  wrapstodon: Nullable(Type.String()),
  usage: Type.Object({ users: Type.Object({ active_month: Count }) }),
  thumbnail: Type.Object({
    url: Url,
    description: Type.String(),
    blurhash: Type.Optional(Type.String()),
    versions: Type.Optional(
      Type.Object({
        '@1x': Type.Optional(Url),
        '@2x': Type.Optional(Url),
      }),
    ),
  }),
  icon: Type.Array(InstanceIcon),
  languages: Type.Array(Language),
  configuration: instanceConfiguration,
  registrations: Type.Object({
    enabled: Type.Boolean(),
    approval_required: Type.Boolean(),
    message: Nullable(Html),
    min_age: Nullable(Type.Integer()),
    reason_required: Nullable(Type.Boolean()),
    url: Nullable(Url),
  }),
  api_versions: Type.Object({ mastodon: Type.Integer() }),
  contact: Type.Object({
    email: Type.String(),
    account: Nullable(Account),
  }),
  rules: Type.Array(Rule),
});
export type Instance = Static<typeof Instance>;
