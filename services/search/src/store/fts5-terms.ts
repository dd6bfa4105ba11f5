/** How documents and queries are written for FTS5. */
import type { Match, Words } from './search-index.ts';

/** Stands in the marks of every post, so that a query of conditions alone has something to go through. */
export const everyMark = 'every';
export const openMark = 'open';

/** Marks are terms of their own column: letters and digits. What is not ASCII the engine takes for letters. */
export function markTerm(mark: string): string {
  return `m${mark
    .toLowerCase()
    .replaceAll('_', '·')
    .replaceAll(/[^a-z0-9\u{80}-\u{10FFFF}]/gu, '')}`;
}

export function authorTerm(accountId: number): string {
  return `a${accountId}`;
}

/** Ids with a comma at each side, so that one can be found as a piece of text. */
export function idText(ids: readonly number[]): string {
  return ids.map((id) => `,${id},`).join('');
}

/** @param columns where the words must stand, and where those may not that are unwanted */
export function expression(
  words: Words,
  columns: { all: string; none: string },
  marks: Marks = { all: [], none: [] },
): string {
  const wanted = [
    ...words.all.map((match) => matchExpression(match, columns.all)),
    ...marks.all.map(markExpression),
  ];
  const unwanted = [
    ...words.none.map((match) => matchExpression(match, columns.none)),
    ...marks.none.map(markExpression),
  ];
  return [`(${wanted.join(' AND ')})`, ...unwanted.map((one) => `NOT (${one})`)].join(' ');
}

interface Marks {
  all: readonly string[];
  none: readonly string[];
}

function matchExpression({ phrases, beginning }: Match, columns: string): string {
  const quoted = phrases.map((terms) => `"${terms.join(' ').replaceAll('"', ' ')}"`);
  return `{${columns}} : (${quoted.join(' AND ')}${beginning ? ' *' : ''})`;
}

function markExpression(term: string): string {
  return `{marks} : "${term}"`;
}
