/** What this place says of itself, in both forms that apps read. */
import type { Place } from '@fanfare/contracts';
import { limits } from '@fanfare/contracts';
import type { ExtendedDescription, Instance, NodeInfo, Rule, V1Instance } from '@fanfare/contracts/entities';
import { escapeHtml } from '@fanfare/text';
import { renderText } from './render.ts';
import type { Urls } from './urls.ts';
import { isoTime } from './urls.ts';
import { apiVersion, followedApi, mastodonApi, softwareVersion } from './version.ts';

export interface InstanceFacts extends Place {
  usage: { accounts: number; statuses: number; activeMonth: number; activeHalfYear: number };
}

export const thumbnailPath = '/thumbnail.png';

const statuses = {
  max_characters: limits.statusCharacters,
  max_media_attachments: limits.statusMedia,
  characters_reserved_per_url: limits.charactersPerUrl,
};

const media = {
  supported_mime_types: [...limits.imageTypes],
  image_size_limit: limits.imageBytes,
  image_matrix_limit: limits.imagePixels,
  // No video yet: apps that look at the limits do not offer it.
  video_size_limit: 0,
  video_frame_rate_limit: 0,
  video_matrix_limit: 0,
};

// No polls yet: a post with one is refused.
const polls = { max_options: 0, max_characters_per_option: 0, min_expiration: 0, max_expiration: 0 };

/** `ws` on http, `wss` on https: some clients follow it as it stands. */
export function streamingUrl(urls: Urls): string {
  return urls.base.replace(/^http/, 'ws');
}

export function presentInstance(facts: InstanceFacts, urls: Urls): Instance {
  return {
    domain: urls.host,
    title: facts.title,
    version: apiVersion,
    source_url: `${urls.base}/`,
    description: facts.description,
    wrapstodon: null,
    usage: { users: { active_month: facts.usage.activeMonth } },
    thumbnail: { url: `${urls.base}${thumbnailPath}`, description: '' },
    icon: [{ src: `${urls.base}/avatars/original/missing.png`, size: '400x400' }],
    languages: ['en'],
    configuration: {
      urls: {
        streaming: streamingUrl(urls),
        status: facts.publicStatus ? `${urls.base}/status` : null,
        about: `${urls.base}/`,
        privacy_policy: null,
        terms_of_service: null,
      },
      vapid: { public_key: '' },
      accounts: {
        max_display_name_length: limits.displayName,
        max_note_length: limits.note,
        max_avatar_description_length: limits.avatarDescription,
        max_header_description_length: limits.headerDescription,
        max_featured_tags: 0,
        max_pinned_statuses: 0,
        max_profile_fields: limits.profileFields,
        profile_field_name_limit: limits.profileFieldName,
        profile_field_value_limit: limits.profileFieldValue,
      },
      statuses,
      media_attachments: { ...media, description_limit: limits.mediaDescription },
      polls,
      translation: { enabled: false },
      timelines_access: {
        live_feeds: { local: 'public', remote: 'disabled' },
        hashtag_feeds: { local: 'public', remote: 'disabled' },
        trending_link_feeds: { local: 'public', remote: 'disabled' },
      },
      limited_federation: false,
    },
    registrations: {
      enabled: facts.registrationsOpen,
      approval_required: false,
      message: facts.registrationsOpen
        ? null
        : `<p>${escapeHtml(facts.title)} takes no new accounts at the moment.</p>`,
      min_age: null,
      reason_required: false,
      url: facts.registrationsOpen ? `${urls.base}/auth/sign_up` : null,
    },
    api_versions: { mastodon: mastodonApi },
    contact: { email: facts.contactEmail, account: null },
    rules: presentRules(facts),
  };
}

export function presentV1Instance(facts: InstanceFacts, urls: Urls): V1Instance {
  return {
    uri: urls.host,
    title: facts.title,
    short_description: facts.description,
    description: facts.description,
    email: facts.contactEmail,
    version: apiVersion,
    urls: { streaming_api: streamingUrl(urls) },
    stats: { user_count: facts.usage.accounts, status_count: facts.usage.statuses, domain_count: 0 },
    thumbnail: `${urls.base}${thumbnailPath}`,
    languages: ['en'],
    registrations: facts.registrationsOpen,
    approval_required: false,
    invites_enabled: false,
    configuration: { accounts: { max_featured_tags: 0 }, statuses, media_attachments: media, polls },
    contact_account: null,
    rules: presentRules(facts),
    max_toot_chars: limits.statusCharacters,
  };
}

export function presentRules({ rules }: Place): Rule[] {
  return rules.map((rule) => ({ ...rule, translations: {} }));
}

/** The description once more, with its paragraphs and links. */
export function presentExtendedDescription(place: Place, urls: Urls): ExtendedDescription {
  const content = place.description === '' ? '' : renderText(place.description, [], urls);
  return { updated_at: isoTime(place.updatedAt ?? 0), content };
}

export function presentNodeInfo({ usage, registrationsOpen, title, description }: InstanceFacts): NodeInfo {
  return {
    version: '2.0',
    software: { name: 'fanfare', version: softwareVersion },
    protocols: [],
    services: { inbound: [], outbound: [] },
    usage: {
      users: {
        total: usage.accounts,
        activeMonth: usage.activeMonth,
        activeHalfyear: usage.activeHalfYear,
      },
      localPosts: usage.statuses,
    },
    openRegistrations: registrationsOpen,
    metadata: { nodeName: title, nodeDescription: description, upstream: followedApi },
  };
}
