import type { Account, Approval, Status } from '@fanfare/contracts/entities';
import type { StatusFacts, StatusParts, StatusRow } from './facts.ts';
import { presentMedia } from './present-media.ts';
import { renderText } from './render.ts';
import type { Texted } from './texted.ts';
import type { Urls } from './urls.ts';
import { isoTime } from './urls.ts';

export type Application = NonNullable<Status['application']>;

export interface StatusCounts {
  replies: number;
  reblogs: number;
  favourites: number;
}

/** The viewer's own marks on a post. */
export interface Flags {
  favourited: boolean;
  reblogged: boolean;
  bookmarked: boolean;
}

export const noFlags: Flags = { favourited: false, reblogged: false, bookmarked: false };

/** What is the same for every reader of one version, so that it is made once. */
type Timeless = Pick<
  Status,
  | 'id'
  | 'created_at'
  | 'in_reply_to_id'
  | 'in_reply_to_account_id'
  | 'sensitive'
  | 'spoiler_text'
  | 'visibility'
> &
  Pick<Status, 'language' | 'edited_at' | 'content' | 'mentions' | 'tags' | 'media_attachments' | 'emojis'> &
  Pick<Status, 'card' | 'poll' | 'quote' | 'quote_approval' | 'quotes_count' | 'tagged_collections' | 'text'>;
export type RenderedStatus = Readonly<Timeless>;

/** A boost has no words of its own: they stand in what it boosts. */
export function renderStatus(row: StatusRow, parts: StatusParts, urls: Urls): RenderedStatus {
  return {
    id: String(row.id),
    created_at: isoTime(row.created_at),
    in_reply_to_id: row.in_reply_to_id === null ? null : String(row.in_reply_to_id),
    in_reply_to_account_id: row.in_reply_to_account_id === null ? null : String(row.in_reply_to_account_id),
    sensitive: row.sensitive === 1,
    spoiler_text: row.spoiler_text,
    visibility: row.visibility,
    language: row.language,
    edited_at: row.edited_at === null ? null : isoTime(row.edited_at),
    content: renderText(row.text, parts.mentions, urls),
    mentions: parts.mentions.map(({ id, username }) => ({
      id: String(id),
      username,
      url: urls.account(username),
      acct: username,
    })),
    tags: parts.tags.map(({ tag }) => ({ name: tag, url: urls.tag(tag) })),
    media_attachments: parts.media.map((media) => presentMedia(media, urls)),
    emojis: [],
    card: null,
    poll: null,
    quote: null,
    quote_approval: { automatic: [], manual: [], current_user: 'denied' },
    quotes_count: 0,
    tagged_collections: [],
    text: null,
  };
}

/** What a presenter asks for by id; all of it is loaded before. */
export interface StatusMaterial {
  urls: Urls;
  signedIn: boolean;
  rendered(row: StatusRow): Texted<RenderedStatus>;
  account(id: number): Account;
  /** The same as JSON. */
  accountText(id: number): string;
  counts(statusId: number): StatusCounts;
  flags(statusId: number): Flags;
  application(id: string | null): Application | undefined;
  /** A held edit, for those who may know of it. */
  approval(statusId: number): Approval | undefined;
}

export function presentStatus(status: StatusFacts, material: StatusMaterial): Status {
  const { inner } = status;
  return {
    ...presentOne(status, material),
    reblog: inner === null ? null : { ...presentOne(inner, material), reblog: null },
  };
}

function presentOne({ row, author }: StatusFacts, material: StatusMaterial): Omit<Status, 'reblog'> {
  const { urls } = material;
  const address = urls.status(author.username, row.id);
  const counts = material.counts(row.id);
  const application = material.application(row.application_id);
  const approval = material.approval(row.id);
  return {
    ...material.rendered(row).value,
    uri: address,
    url: address,
    replies_count: counts.replies,
    reblogs_count: counts.reblogs,
    favourites_count: counts.favourites,
    account: material.account(row.account_id),
    ...(application === undefined ? {} : { application }),
    // A boost carries the viewer's marks on what it boosts.
    ...(material.signedIn
      ? { ...material.flags(row.reblog_of_id ?? row.id), muted: false, pinned: false, filtered: [] }
      : {}),
    ...(approval === undefined ? {} : { approval }),
  };
}

/** What `presentStatus` answers, as JSON: most of it is a text that is there already. */
export function writeStatus(status: StatusFacts, material: StatusMaterial): string {
  const { inner } = status;
  const reblog = inner === null ? 'null' : `${writeOne(inner, material)},"reblog":null}`;
  return `${writeOne(status, material)},"reblog":${reblog}}`;
}

/** Without the member `reblog` and the closing bracket. */
function writeOne({ row, author }: StatusFacts, material: StatusMaterial): string {
  const address = JSON.stringify(material.urls.status(author.username, row.id));
  const counts = material.counts(row.id);
  const application = material.application(row.application_id);
  const approval = material.approval(row.id);
  let text = `{${material.rendered(row).members()},"uri":${address},"url":${address}`;
  text += `,"replies_count":${counts.replies},"reblogs_count":${counts.reblogs}`;
  text += `,"favourites_count":${counts.favourites},"account":${material.accountText(row.account_id)}`;
  if (application !== undefined) text += `,"application":${JSON.stringify(application)}`;
  if (material.signedIn) {
    const flags = material.flags(row.reblog_of_id ?? row.id);
    text += `,"favourited":${flags.favourited},"reblogged":${flags.reblogged}`;
    text += `,"bookmarked":${flags.bookmarked},"muted":false,"pinned":false,"filtered":[]`;
  }
  if (approval !== undefined) text += `,"approval":${JSON.stringify(approval)}`;
  return text;
}
