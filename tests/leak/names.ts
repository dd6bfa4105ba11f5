/**
 * What goes into each parameter of each route. A name that stands nowhere here fails the test: whoever adds a
 * parameter decides whether a post could be reached through it.
 */

/** Classes of probes: values that point at submissions, filled in by the walk. */
export type ProbeClass = 'ids' | 'tags' | 'words' | 'keys' | 'queries' | 'people';

export interface Name {
  /** Sent with every request of a route that has the parameter. */
  always?: unknown;
  /** Sent one at a time. */
  plain?: readonly unknown[];
  probes?: ProbeClass;
  /** Puts a probe into the form that the parameter has. */
  wrap?: (value: string) => unknown;
}

/** Kept or shown as the caller wrote it, or a switch that asks for less: there is nothing to find through it. */
const inert: Name = {};
const flag: Name = { plain: ['true', 'false'] };
const list = (value: string) => [value];

export const params: Record<string, Name> = {
  id: { plain: ['ACCOUNTS', 'STATUSES'], probes: 'ids' },
  username: { plain: ['AUTHOR'], probes: 'people' },
  hashtag: { plain: ['tea'], probes: 'tags' },
  tag: { plain: ['tea'], probes: 'tags' },
  token: { plain: ['x'], probes: 'words' },
  '*': { plain: ['x'], probes: 'keys' },
  channel: { plain: ['user'], probes: 'tags' },
  part: { plain: ['local'], probes: 'tags' },
  file: { plain: ['x'], probes: 'keys' },
};

export const query: Record<string, Name> = {
  q: { always: 'alva', probes: 'queries' },
  acct: { always: 'alva', probes: 'people' },
  id: { plain: ['ACCOUNTS', 'STATUSES'], probes: 'ids', wrap: list },
  account_id: { plain: ['ACCOUNTS'], probes: 'ids' },
  target_id: { probes: 'ids' },
  url: { always: 'x', probes: 'queries' },
  tag: { probes: 'tags' },
  tagged: { probes: 'tags' },
  any: { probes: 'tags', wrap: list },
  all: { probes: 'tags', wrap: list },
  none: { probes: 'tags', wrap: list },
  type: { plain: ['accounts', 'statuses', 'hashtags'] },
  types: { plain: [['mention'], ['admin.submission'], ['submission.approved']] },
  exclude_types: { plain: [['mention']] },
  timeline: { plain: [['home', 'notifications']] },
  state: { plain: ['pending', 'approved', 'rejected', 'withdrawn'] },
  stream: { plain: ['user', 'public'] },
  local: flag,
  remote: flag,
  only_media: flag,
  exclude_replies: flag,
  exclude_reblogs: flag,
  exclude_unreviewed: flag,
  pinned: flag,
  following: flag,
  resolve: flag,
  with_suspended: flag,
  delete_media: flag,
  action: { plain: ['submission.approve', 'submission.reject'] },
  target_kind: { plain: ['submission', 'status'] },
  offset: { plain: ['1'] },
  limit: { plain: ['40'] },
  last_event_id: { plain: ['1'] },
  // What a page hands on to the next one.
  ...names('next', 'force', 'done', 'lang', 'force_login'),
  // How large a frame may be, and in which form it is described.
  ...names('maxwidth', 'maxheight', 'format'),
  // What an app says of itself.
  ...names('response_type', 'client_id', 'redirect_uri', 'scope', 'code_challenge', 'code_challenge_method'),
  // The tokens are those of the walk.
  ...names('access_token'),
};

export const body: Record<string, Name> = {
  status: { always: 'A plain answer' },
  in_reply_to_id: { probes: 'ids' },
  quoted_status_id: { probes: 'ids' },
  quote_id: { probes: 'ids' },
  allowed_mentions: { probes: 'ids', wrap: list },
  media_ids: { probes: 'ids', wrap: list },
  media_attributes: { probes: 'ids', wrap: (id) => [{ id, description: 'new' }] },
  items: { always: [{ id: '1', version: 1 }], probes: 'ids', wrap: (id) => [{ id, version: 1 }] },
  action: { always: 'reject' },
  version: { always: 1 },
  // An account's name for a form of its own; of the same kind are ids of apps and browsers.
  username: { probes: 'people' },
  name: { probes: 'people' },
  id: { probes: 'ids' },
  client_name: { always: 'Another client' },
  redirect_uris: { always: 'urn:ietf:wg:oauth:2.0:oob' },
  reblogs: flag,
  notify: flag,
  delete_media: flag,
  // Positions are kept as they are given and never resolved.
  ...names('home', 'notifications'),
  // What somebody says in a post, of a picture or of themselves.
  ...names('spoiler_text', 'sensitive', 'language', 'visibility', 'poll', 'scheduled_at'),
  ...names('description', 'focus', 'display_name', 'note', 'avatar_description', 'header_description'),
  ...names('locked', 'bot', 'discoverable', 'indexable', 'hide_collections', 'fields_attributes', 'source'),
  ...names('languages', 'duration', 'reason', 'reason_code'),
  ...names('mode', 'approved_posts', 'exempt_roles', 'include_direct'),
  // What the staff says of the place.
  ...names('title', 'contact_email', 'registrations', 'rules', 'public_status'),
  // Credentials and the words of OAuth.
  ...names('email', 'password', 'agreement', 'locale', 'date_of_birth', 'csrf', 'next'),
  ...names('current_password', 'email_password', 'scopes', 'scope', 'website', 'grant_type', 'client_id'),
  ...names('client_secret', 'code', 'redirect_uri', 'code_verifier', 'refresh_token', 'token'),
  ...names(
    'token_type_hint',
    'response_type',
    'state',
    'code_challenge',
    'code_challenge_method',
    'decision',
  ),
};

function names(...all: string[]): Record<string, Name> {
  return Object.fromEntries(all.map((name) => [name, inert]));
}
