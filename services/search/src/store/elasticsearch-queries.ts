/** Questions as the engine reads them. All conditions are filters; scores are ranks, not guesses of relevance. */
import type { estypes } from '@elastic/elasticsearch';
import type { AccountQuery, Filter, Match, StatusQuery, TagQuery, Words } from './search-index.ts';

type Query = estypes.QueryDslQueryContainer;
export type Question = Pick<estypes.SearchRequest, 'query' | 'sort' | 'search_after' | 'size'>;

/** Terms that a very long beginning may stand for; shorter ones are indexed. */
const EXPANSIONS = 1_000;

/** Newest first; ids are unique, so a page that ends at one goes on below it. */
export function statusQuestion(query: StatusQuery): Question {
  const ends = query.all.flatMap((filter) => (filter.kind === 'ids' ? [filter.to] : []));
  return {
    size: query.limit,
    sort: [{ id: 'desc' }],
    ...(ends.length === 0 ? {} : { search_after: [Math.min(...ends)] }),
    query: {
      bool: {
        filter: [
          ...wordQueries(query.words.all, ['text']),
          ...query.all.map(filterQuery),
          anyOf([{ term: { open: true } }, ...mine(query.viewer)]),
        ],
        must_not: [
          { term: { deleted: true } },
          ...wordQueries(query.words.none, ['text']),
          ...query.none.map(filterQuery),
        ],
      },
    },
  };
}

/**
 * Whoever is called exactly so, those whose name begins so, those found by their names, those found by what they say
 * of themselves; within each the preferred first, then short names before long ones, then by the alphabet.
 */
export function accountQuestion({ words, name, preferred, only, limit }: AccountQuery): Question {
  const among: Query = { terms: { id: [...preferred] } };
  const anywhere = matching(words, ['name', 'note']);
  const named = matching(words, ['name'], ['name', 'note']);
  const filter: Query[] = only
    ? [anywhere, among]
    : [anyOf([anywhere, ...(name === null ? [] : [beginning(name)])])];
  return {
    size: limit,
    sort: [...ranked, { id: 'asc' }],
    query: {
      bool: {
        filter,
        must_not: [{ term: { deleted: true } }],
        should: [
          best([
            ...(name === null ? [] : [rank({ term: { sorted: name } }, 6), rank(beginning(name), 4)]),
            rank(named, 2),
          ]),
          rank(among, 1),
        ],
      },
    },
  };
}

/** The tag that is called so, those that begin so, others; within each short names before long ones. */
export function tagQuestion({ words, name, limit }: TagQuery): Question {
  const named = name === null ? [] : [beginning(name)];
  return {
    size: limit,
    sort: ranked,
    query: {
      bool: {
        filter: [anyOf([matching(words, ['name']), ...named])],
        should: name === null ? [] : [best([rank({ term: { sorted: name } }, 4), rank(beginning(name), 2)])],
      },
    },
  };
}

const ranked: estypes.SortCombinations[] = [
  { _score: { order: 'desc' } },
  { length: 'asc' },
  { sorted: 'asc' },
];

function beginning(name: string): Query {
  return { prefix: { sorted: { value: name } } };
}

function rank(filter: Query, boost: number): Query {
  return { constant_score: { filter, boost } };
}

function best(queries: Query[]): Query {
  return { dis_max: { queries } };
}

function anyOf(should: Query[]): Query {
  return { bool: { should, minimum_should_match: 1 } };
}

/** @param none where the unwanted words may not stand */
function matching(words: Words, fields: readonly string[], none = fields): Query {
  return { bool: { filter: wordQueries(words.all, fields), must_not: wordQueries(words.none, none) } };
}

/** One query for each match: each of its phrases stands in one of the fields. */
function wordQueries(matches: readonly Match[], fields: readonly string[]): Query[] {
  return matches.map(({ phrases, beginning: goesOn }) => ({
    bool: {
      filter: phrases.map((terms, index) => {
        const last = goesOn && index === phrases.length - 1;
        return anyOf(fields.map((field) => phraseQuery(field, terms, last)));
      }),
    },
  }));
}

function phraseQuery(field: string, terms: readonly string[], goesOn: boolean): Query {
  const query = terms.join(' ');
  if (!goesOn) return { match_phrase: { [field]: { query } } };
  if (terms.length === 1) return { prefix: { [field]: { value: query } } };
  return { match_phrase_prefix: { [field]: { query, max_expansions: EXPANSIONS } } };
}

function filterQuery(filter: Filter): Query {
  switch (filter.kind) {
    case 'author':
      return { term: { author: String(filter.accountId) } };
    case 'mark':
      return { term: { marks: filter.mark.toLowerCase() } };
    case 'ids':
      return { range: { id: { gte: filter.from, lt: filter.to } } };
    case 'open':
      return { term: { open: true } };
    case 'library':
      return anyOf(mine(filter));
  }
}

function mine({ accountId, ids }: { accountId: number; ids: readonly number[] }): Query[] {
  const id = String(accountId);
  return [{ term: { author: id } }, { term: { mentions: id } }, { terms: { id: [...ids] } }];
}
