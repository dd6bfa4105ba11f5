import type { Account, CredentialAccount } from '@fanfare/contracts/entities';
import type { AccountFacts, Mentioned } from './facts.ts';
import { renderLine, renderText } from './render.ts';
import { presentAccountRoles, presentRole } from './roles.ts';
import type { Texted } from './texted.ts';
import type { Urls } from './urls.ts';
import { isoDay } from './urls.ts';

export interface AccountCounts {
  followers: number;
  following: number;
  statuses: number;
}

/** What changes with the account's version alone, so that it is made once. */
export type RenderedAccount = Readonly<
  Omit<
    Account,
    'last_status_at' | 'statuses_count' | 'followers_count' | 'following_count' | 'roles' | 'suspended'
  >
>;

type Described = Omit<AccountFacts, 'role' | 'state' | 'last_status_at'>;

export function renderAccount(
  account: Described,
  mentioned: readonly Mentioned[],
  urls: Urls,
): RenderedAccount {
  const { username } = account;
  const avatar = urls.avatar(account.avatar);
  const header = urls.header(account.header);
  return {
    id: String(account.id),
    username,
    acct: username,
    url: urls.account(username),
    uri: urls.account(username),
    display_name: account.display_name,
    note: renderText(account.note, mentioned, urls),
    avatar,
    avatar_static: avatar,
    avatar_description: account.avatar_description,
    header,
    header_static: header,
    header_description: account.header_description,
    locked: account.locked === 1,
    fields: plainFields(account).map(({ name, value }) => ({
      name,
      value: renderLine(value, mentioned, urls),
      verified_at: null,
    })),
    emojis: [],
    bot: account.bot === 1,
    group: false,
    discoverable: account.discoverable === 1,
    indexable: account.indexable === 1,
    noindex: account.indexable === 0,
    // The day is enough: Mastodon rounds it too.
    created_at: `${isoDay(account.created_at)}T00:00:00.000Z`,
    hide_collections: account.hide_collections === 1,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    feature_approval: { automatic: [], manual: [], current_user: 'denied' },
  };
}

export function plainFields(row: Pick<AccountFacts, 'fields'>): { name: string; value: string }[] {
  return JSON.parse(row.fields) as { name: string; value: string }[];
}

export function presentAccount(
  account: AccountFacts,
  rendered: Texted<RenderedAccount>,
  counts: AccountCounts,
  urls: Urls,
): Account {
  const suspended = account.state === 'suspended';
  return {
    ...(suspended ? renderAccount(emptied(account), [], urls) : rendered.value),
    last_status_at: account.last_status_at === null ? null : isoDay(account.last_status_at),
    statuses_count: counts.statuses,
    followers_count: counts.followers,
    following_count: counts.following,
    roles: presentAccountRoles(account.role),
    ...(suspended ? { suspended } : {}),
  };
}

/** What `presentAccount` answers, as JSON: most of it is a text that is there already. */
export function writeAccount(
  account: AccountFacts,
  rendered: Texted<RenderedAccount>,
  counts: AccountCounts,
  urls: Urls,
): string {
  if (account.state === 'suspended') return JSON.stringify(presentAccount(account, rendered, counts, urls));
  const last = account.last_status_at === null ? 'null' : `"${isoDay(account.last_status_at)}"`;
  const roles = presentAccountRoles(account.role);
  let text = `{${rendered.members()},"last_status_at":${last},"statuses_count":${counts.statuses}`;
  text += `,"followers_count":${counts.followers},"following_count":${counts.following}`;
  return `${text},"roles":${roles.length === 0 ? '[]' : JSON.stringify(roles)}}`;
}

/** A suspended account keeps its place and its name; what it said of itself is hidden. */
function emptied(account: AccountFacts): AccountFacts {
  const pictures = { avatar: null, avatar_description: '', header: null, header_description: '' };
  return { ...account, ...pictures, display_name: '', note: '', fields: '[]', discoverable: 0, indexable: 0 };
}

export function presentCredentialAccount(
  account: Account,
  facts: AccountFacts,
  followRequests: number,
): CredentialAccount {
  return {
    ...account,
    source: {
      attribution_domains: [],
      note: facts.note,
      fields: plainFields(facts).map(({ name, value }) => ({ name, value, verified_at: null })),
      privacy: facts.default_privacy,
      sensitive: facts.default_sensitive === 1,
      language: facts.default_language ?? '',
      follow_requests_count: followRequests,
      hide_collections: facts.hide_collections === 1,
      discoverable: facts.discoverable === 1,
      indexable: facts.indexable === 1,
      quote_policy: 'nobody',
    },
    role: presentRole(facts.role),
  };
}
