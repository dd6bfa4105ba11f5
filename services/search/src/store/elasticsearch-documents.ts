/** Documents as the engine keeps them. */
import { indexTerms } from '@fanfare/text';
import type { Kind } from './elasticsearch-indices.ts';
import type { SearchDocument } from './search-index.ts';

export interface Stored {
  kind: Kind;
  id: string;
  version: number;
  /** As JSON. */
  source: string;
}

/** @param now ms; when a deletion was written, so that it can be swept long afterwards */
export function stored(document: SearchDocument, now: number): Stored {
  const { version } = document;
  if (document.kind === 'tag') {
    const { name } = document;
    const source = { name: indexTerms(name), sorted: name, length: name.length };
    return { kind: 'tags', id: name, version, source: JSON.stringify(source) };
  }
  const kind = document.kind === 'account' ? 'accounts' : 'posts';
  return { kind, id: String(document.id), version, source: JSON.stringify(sourceOf(document, now)) };
}

function sourceOf(document: Exclude<SearchDocument, { kind: 'tag' }>, now: number): object {
  const { id } = document;
  if ('deleted' in document) return { id, deleted: true, deleted_at: now };
  if (document.kind === 'account') {
    const { username, displayName, note } = document;
    return {
      id,
      name: indexTerms(`${username} \n ${displayName}`),
      note: indexTerms(note),
      sorted: username.toLowerCase(),
      length: username.length,
    };
  }
  return {
    id,
    text: indexTerms(document.text),
    author: String(document.accountId),
    mentions: document.mentions.map(String),
    open: document.open,
    marks: document.marks.map((mark) => mark.toLowerCase()),
  };
}
