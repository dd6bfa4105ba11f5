import type { Match, Words } from '../store/search-index.ts';
import type { SearchQuery, Word } from './query.ts';

/** @param beginnings words may go on, as they do while somebody types; quoted and unwanted ones never */
export function matchesOf(query: Pick<SearchQuery, 'words'>, beginnings: boolean): Words {
  const match = (word: Word): Match => ({
    phrases: word.phrases,
    beginning: beginnings && !word.quoted && !word.negated,
  });
  return {
    all: query.words.filter((word) => !word.negated).map(match),
    none: query.words.filter((word) => word.negated).map(match),
  };
}
