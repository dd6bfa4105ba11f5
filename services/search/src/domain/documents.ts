/** What the index is told of a row of the truth. */
import type { AccountsTable, StatusesTable } from '@fanfare/contracts/tables';
import { parseText } from '@fanfare/text';
import type {
  AccountDocument,
  SearchDocument,
  StatusDocument,
  StatusMark,
  TagDocument,
  Tombstone,
} from '../store/search-index.ts';
import { tagKey } from './tag-key.ts';

export type AccountFacts = Pick<AccountsTable, 'id' | 'version' | 'username' | 'display_name' | 'note'>;

export type StatusFacts = Pick<
  StatusesTable,
  | 'id'
  | 'version'
  | 'account_id'
  | 'text'
  | 'spoiler_text'
  | 'visibility'
  | 'sensitive'
  | 'language'
  | 'in_reply_to_id'
  | 'reblog_of_id'
  | 'deleted_at'
  | 'has_media'
>;

export interface StatusParts {
  mentions: readonly number[];
  /** Folded. */
  tags: readonly string[];
  media: readonly { type: string; description: string }[];
}

export function accountDocument(row: AccountFacts): AccountDocument {
  const { id, version, username, note } = row;
  return { kind: 'account', id, version, username, displayName: row.display_name, note };
}

/** A boost is found as the post it shows; only open posts make their tags known. */
export function statusDocuments(row: StatusFacts, parts: StatusParts): SearchDocument[] {
  if (row.deleted_at !== null) return [tombstone('status', row.id, row.version)];
  if (row.reblog_of_id !== null) return [];
  const open = row.visibility === 'public';
  const tags: TagDocument[] = open ? parts.tags.map((name) => ({ kind: 'tag', name, version: row.id })) : [];
  return [statusDocument(row, parts, open), ...tags];
}

export function tombstone(kind: Tombstone['kind'], id: number, version: number): Tombstone {
  return { kind, id, version, deleted: true };
}

function statusDocument(row: StatusFacts, parts: StatusParts, open: boolean): StatusDocument {
  const descriptions = parts.media.map((media) => media.description);
  return {
    kind: 'status',
    id: row.id,
    version: row.version,
    accountId: row.account_id,
    mentions: parts.mentions,
    open,
    text: [row.spoiler_text, row.text, ...descriptions].join('\n'),
    marks: marksOf(row, parts),
  };
}

function marksOf(row: StatusFacts, { media, tags }: StatusParts): StatusMark[] {
  const marks: StatusMark[] = [];
  if (row.has_media === 1) marks.push('media');
  if (media.some(({ type }) => type === 'image')) marks.push('image');
  if (parseText(row.text).some((token) => token.type === 'link')) marks.push('link');
  if (row.in_reply_to_id !== null) marks.push('reply');
  if (row.sensitive === 1) marks.push('sensitive');
  if (row.language !== null) marks.push(`language:${row.language.toLowerCase()}`);
  marks.push(...new Set(tags.map((tag): StatusMark => `tag:${tagKey(tag)}`)));
  return marks;
}
