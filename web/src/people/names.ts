/** Names of people as they stand in a sentence. */
import type { Account } from '../api/entities.ts';

const MOST = 2;

/** Isolated from the writing direction of what is around it. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}

/**
 * "Mira", "Mira and June", "Mira, June, and 3 others".
 * @param others the rest, counted in words
 */
export function listOfNames(
  accounts: readonly Pick<Account, 'displayName' | 'username'>[],
  language: string,
  others: (count: number) => string,
): string {
  const names = accounts.map(({ displayName, username }) => isolated(displayName || username));
  const rest = names.length - MOST;
  const said = rest > 1 ? [...names.slice(0, MOST), others(rest)] : names;
  return new Intl.ListFormat(language, { type: 'conjunction' }).format(said);
}
