import { Type } from 'typebox';
import { Count, Nullable, OneOf, Url } from './scalars.ts';

const Access = OneOf(['public', 'authenticated', 'disabled']);
const OpenAccess = OneOf(['public', 'authenticated']);

/** Limits that both versions of the instance entity state. Sizes are in bytes, matrices in pixels. */
export const statusLimits = Type.Object({
  max_characters: Count,
  max_media_attachments: Count,
  characters_reserved_per_url: Count,
});

export const mediaLimits = {
  supported_mime_types: Type.Array(Type.String()),
  image_size_limit: Count,
  image_matrix_limit: Count,
  video_size_limit: Count,
  video_frame_rate_limit: Count,
  video_matrix_limit: Count,
};

/** Expirations are in seconds. */
export const pollLimits = Type.Object({
  max_options: Count,
  max_characters_per_option: Count,
  min_expiration: Count,
  max_expiration: Count,
});

export const instanceConfiguration = Type.Object({
  urls: Type.Object({
    streaming: Url,
    status: Nullable(Url),
    about: Url,
    privacy_policy: Nullable(Url),
    terms_of_service: Nullable(Url),
  }),
  vapid: Type.Object({ public_key: Type.String() }),
  accounts: Type.Object({
    max_display_name_length: Count,
    max_note_length: Count,
    max_avatar_description_length: Count,
    max_header_description_length: Count,
    max_featured_tags: Count,
    max_pinned_statuses: Count,
    max_profile_fields: Count,
    profile_field_name_limit: Count,
    profile_field_value_limit: Count,
  }),
  statuses: statusLimits,
  media_attachments: Type.Object({ ...mediaLimits, description_limit: Count }),
  polls: pollLimits,
  translation: Type.Object({ enabled: Type.Boolean() }),
  timelines_access: Type.Object({
    live_feeds: Type.Object({ local: Access, remote: Access }),
    hashtag_feeds: Type.Object({ local: OpenAccess, remote: Access }),
    trending_link_feeds: Type.Object({ local: OpenAccess, remote: Access }),
  }),
  limited_federation: Type.Boolean(),
});
