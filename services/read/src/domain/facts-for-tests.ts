/** Facts for unit tests: a stranger's public post unless said otherwise. */
import type { AccountsTable } from '@fanfare/contracts/tables';
import type { AccountFacts, Eyes, Relation, StatusFacts, StatusRow } from './facts.ts';
import { stranger } from './facts.ts';

export function account(id: number, change: Partial<AccountFacts> = {}): AccountFacts {
  const row: AccountsTable = {
    id,
    username: `person${id}`,
    username_key: `person${id}`,
    display_name: '',
    note: '',
    fields: '[]',
    avatar: null,
    avatar_description: '',
    header: null,
    header_description: '',
    locked: 0,
    bot: 0,
    discoverable: 1,
    indexable: 1,
    hide_collections: 0,
    default_privacy: 'public',
    default_sensitive: 0,
    default_language: null,
    created_at: 0,
    version: 1,
    reservation_id: `r${id}`,
  };
  return { ...row, role: 'user', state: 'active', last_status_at: null, kept: row, ...change };
}

export interface PostChange extends Partial<StatusRow> {
  mentions?: number[];
  author?: Partial<AccountFacts>;
  inner?: StatusFacts;
}

export function post(
  id: number,
  by: number,
  { mentions = [], author = {}, inner, ...row }: PostChange = {},
): StatusFacts {
  return {
    row: {
      id,
      account_id: by,
      text: 'Hello',
      spoiler_text: '',
      visibility: 'public',
      sensitive: 0,
      language: null,
      in_reply_to_id: null,
      in_reply_to_account_id: null,
      thread_id: id,
      reblog_of_id: inner?.row.id ?? null,
      reblog_of_account_id: inner?.row.account_id ?? null,
      application_id: null,
      created_at: id,
      edited_at: null,
      deleted_at: null,
      version: 1,
      has_media: 0,
      ...row,
    },
    author: account(by, author),
    mentions,
    inner: inner ?? null,
  };
}

/** Relations by the other account's id. */
export function eyes(id: number | null, relations: Record<number, Partial<Relation>> = {}, now = 1000): Eyes {
  return { id, now, relation: (other) => ({ ...stranger, ...relations[other] }) };
}
