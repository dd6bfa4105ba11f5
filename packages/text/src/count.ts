import { parseText } from './parse.ts';

/** What a link counts, however long it is. */
const URL_LENGTH = 23;
// The longest emoji in use has 10 code points; a character under a heap of marks counts for more than one.
const POINTS_PER_CHARACTER = 16;

let segmenter: Intl.Segmenter | undefined;

/**
 * The length of a post as Mastodon counts it: characters as people see them, 23 for a link, a mention
 * without its domain, and the content warning added. A character made of more than 16 code points
 * counts one for each 16 of them, so that a short count is a short text.
 * @param urlLength for a client, which learns it from the server
 */
export function countCharacters(text: string, spoiler = '', urlLength = URL_LENGTH): number {
  let links = 0;
  let rest = '';
  for (const token of parseText(text)) {
    if (token.type === 'text') rest += token.text;
    else if (token.type === 'hashtag') rest += `#${token.name}`;
    else if (token.type === 'mention') rest += `@${token.username}`;
    else {
      // Keeps apart what the link keeps apart, and counts as one of the link's.
      rest += 'x';
      links += 1;
    }
  }
  return countGraphemes(rest) + countGraphemes(spoiler) + links * (urlLength - 1);
}

function countGraphemes(text: string): number {
  if (/^[\n\x20-\x7E]*$/.test(text)) return text.length;
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let count = 0;
  for (const { segment } of segmenter.segment(text)) {
    count +=
      segment.length <= POINTS_PER_CHARACTER ? 1 : Math.ceil([...segment].length / POINTS_PER_CHARACTER);
  }
  return count;
}
