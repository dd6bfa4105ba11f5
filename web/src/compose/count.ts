/** How long a post is, by the very code that the server counts with (services/write's domain/content.ts). */
import { countCharacters, normalizeText } from '@fanfare/text';
import type { Draft } from './draft.ts';
import { warningOf } from './draft.ts';

export interface CountRules {
  maxCharacters: number;
  charactersReservedPerUrl: number;
}

/** How many more fit; below 0: how many are too many. */
export function charactersLeft(
  draft: Pick<Draft, 'text' | 'warned' | 'spoilerText'>,
  rules: CountRules,
): number {
  const text = normalizeText(draft.text);
  const warning = normalizeText(warningOf(draft)).trim();
  // A warning without a text is the text, links and all.
  const used =
    text === ''
      ? countCharacters(warning, '', rules.charactersReservedPerUrl)
      : countCharacters(text, warning, rules.charactersReservedPerUrl);
  return rules.maxCharacters - used;
}

/**
 * What a screen reader is told while somebody writes: nothing until it gets tight, then at a few marks only, and over
 * the limit each number. null: nothing.
 */
export function toAnnounce(left: number): number | null {
  if (left < 0) return left;
  return [5, 10, 20].find((mark) => left <= mark) ?? null;
}
