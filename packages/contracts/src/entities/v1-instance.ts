import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { mediaLimits, pollLimits, statusLimits } from './instance-configuration.ts';
import { Rule } from './rule.ts';
import { Count, Entity, Language, Nullable, Url } from './scalars.ts';

/** `/api/v1/instance`. */
export const V1Instance = Entity('V1Instance', {
  uri: Type.String({ description: 'The host alone' }),
  title: Type.String(),
  short_description: Type.String(),
  description: Type.String(),
  email: Type.String(),
  version: Type.String(),
  urls: Type.Object({ streaming_api: Url }),
  stats: Type.Object({ user_count: Count, status_count: Count, domain_count: Count }),
  thumbnail: Nullable(Url),
  languages: Type.Array(Language),
  registrations: Type.Boolean(),
  approval_required: Type.Boolean(),
  invites_enabled: Type.Boolean(),
  configuration: Type.Object({
    accounts: Type.Object({ max_featured_tags: Count }),
    statuses: statusLimits,
    media_attachments: Type.Object(mediaLimits),
    polls: pollLimits,
  }),
  contact_account: Nullable(Account),
  rules: Type.Array(Rule),
  /** Not documented; one phone client reads its limit here. */
  max_toot_chars: Count,
});
export type V1Instance = Static<typeof V1Instance>;
