/**
 * What the engine is told of each kind. Terms are made by `@fanfare/text`, as for the embedded index, and only split
 * at spaces here; nothing is mapped by guessing, and nothing is repaired in silence.
 */
import type { estypes } from '@elastic/elasticsearch';
import type { Kind } from './elasticsearch-indices.ts';

const number: estypes.MappingProperty = { type: 'long', coerce: false };
/** Found, never sorted by. */
const word: estypes.MappingProperty = { type: 'keyword', doc_values: false };
const terms: estypes.MappingProperty = { type: 'text', analyzer: 'whitespace', norms: false };
/** Beginnings of a term are terms of their own, so that none is left out however many there are. */
const beginnings: estypes.MappingProperty = { ...terms, index_prefixes: { min_chars: 1, max_chars: 19 } };
const order = { length: number, sorted: { type: 'keyword' } } as const;

/** A deletion leaves a document of these alone. */
const tombstone = { id: number, deleted: { type: 'boolean' }, deleted_at: number } as const;

function strict(properties: Record<string, estypes.MappingProperty>): estypes.MappingTypeMapping {
  return { dynamic: 'strict', properties };
}

export const mappings: Record<Kind, estypes.MappingTypeMapping> = {
  posts: strict({
    ...tombstone,
    text: terms,
    author: word,
    mentions: word,
    open: { type: 'boolean' },
    marks: word,
  }),
  accounts: strict({ ...tombstone, ...order, name: beginnings, note: beginnings }),
  tags: strict({ ...order, name: beginnings }),
};
