/** The order of what was found: pure, so that pages of any size fit together. */
import type { AccountQuery, TagQuery } from './search-index.ts';

interface FoundAccount {
  id: number;
  username: string;
}

/**
 * Whoever is called exactly so, those whose name begins so, those found by their names, those found by what they say
 * of themselves; within each the preferred first, then short names before long ones.
 */
export function rankAccounts(
  query: Pick<AccountQuery, 'name' | 'preferred'>,
  byName: readonly FoundAccount[],
  others: readonly FoundAccount[],
): number[] {
  const preferred = new Set(query.preferred);
  const named = new Set(byName.map(({ id }) => id));
  const found = new Map([...byName, ...others].map((account) => [account.id, account]));
  const ranked = [...found.values()].map((account) => ({
    ...account,
    rank: nearness(account.username, query.name) ?? (named.has(account.id) ? 2 : 3),
    other: preferred.has(account.id) ? 0 : 1,
  }));
  ranked.sort(
    (a, b) =>
      a.rank - b.rank ||
      a.other - b.other ||
      a.username.length - b.username.length ||
      compare(a.username, b.username),
  );
  return ranked.map(({ id }) => id);
}

/** The tag that is called so, those that begin so, others; within each short names before long ones, as Mastodon. */
export function rankTags(query: Pick<TagQuery, 'name'>, tags: readonly string[]): string[] {
  const ranked = [...new Set(tags)].map((name) => ({ name, rank: nearness(name, query.name) ?? 2 }));
  ranked.sort((a, b) => a.rank - b.rank || a.name.length - b.name.length || compare(a.name, b.name));
  return ranked.map(({ name }) => name);
}

function nearness(name: string, wanted: string | null): 0 | 1 | null {
  if (wanted === null || !name.startsWith(wanted)) return null;
  return name === wanted ? 0 : 1;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
