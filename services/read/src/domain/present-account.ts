import type { Account, CredentialAccount } from '@fanfare/contracts/entities';
import type { AccountFacts, Mentioned } from './facts.ts';
import { renderLine, renderText } from './render.ts';
import { presentAccountRoles, presentRole } from './roles.ts';
import type { Urls } from './urls.ts';
import { isoDay } from './urls.ts';

export interface AccountCounts {
  followers: number;
  following: number;
  statuses: number;
}

/** The part that depends on the account's version alone, so that it is made once per version. */
export interface RenderedAccount {
  note: string;
  fields: Account['fields'];
}

export function renderAccount(
  row: Pick<AccountFacts, 'note' | 'fields'>,
  mentioned: readonly Mentioned[],
  urls: Urls,
): RenderedAccount {
  return {
    note: renderText(row.note, mentioned, urls),
    fields: plainFields(row).map(({ name, value }) => ({
      name,
      value: renderLine(value, mentioned, urls),
      verified_at: null,
    })),
  };
}

export function plainFields(row: Pick<AccountFacts, 'fields'>): { name: string; value: string }[] {
  return JSON.parse(row.fields) as { name: string; value: string }[];
}

export function presentAccount(
  account: AccountFacts,
  rendered: RenderedAccount,
  counts: AccountCounts,
  urls: Urls,
): Account {
  const suspended = account.state === 'suspended';
  const shown = suspended ? emptied(account, urls) : described(account, rendered, urls);
  return {
    id: String(account.id),
    username: account.username,
    acct: account.username,
    url: urls.account(account.username),
    uri: urls.account(account.username),
    ...shown,
    emojis: [],
    bot: account.bot === 1,
    group: false,
    discoverable: !suspended && account.discoverable === 1,
    indexable: !suspended && account.indexable === 1,
    noindex: suspended || account.indexable === 0,
    ...(suspended ? { suspended } : {}),
    // The day is enough: Mastodon rounds it too.
    created_at: `${isoDay(account.created_at)}T00:00:00.000Z`,
    last_status_at: account.last_status_at === null ? null : isoDay(account.last_status_at),
    statuses_count: counts.statuses,
    followers_count: counts.followers,
    following_count: counts.following,
    hide_collections: account.hide_collections === 1,
    show_media: true,
    show_media_replies: true,
    show_featured: true,
    roles: presentAccountRoles(account.role),
    feature_approval: { automatic: [], manual: [], current_user: 'denied' },
  };
}

function described(account: AccountFacts, rendered: RenderedAccount, urls: Urls) {
  const avatar = urls.avatar(account.avatar);
  const header = urls.header(account.header);
  return {
    display_name: account.display_name,
    note: rendered.note,
    avatar,
    avatar_static: avatar,
    avatar_description: account.avatar_description,
    header,
    header_static: header,
    header_description: account.header_description,
    locked: account.locked === 1,
    fields: rendered.fields,
  };
}

/** A suspended account keeps its place and its name; what it said of itself is hidden. */
function emptied(account: AccountFacts, urls: Urls) {
  const blank = {
    ...account,
    display_name: '',
    avatar: null,
    header: null,
    avatar_description: '',
    header_description: '',
  };
  return described(blank, { note: '', fields: [] }, urls);
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
