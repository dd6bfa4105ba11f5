/**
 * The grammar of searches, one for accounts, posts and tags. Words must all be found; `"several words"` as they
 * stand; `-word`, `-"several words"` and `-operator:value` must not hold. `#tag` finds posts with that tag, and not
 * those that only say the word. Operators narrow posts:
 *
 * - `from:name`, `from:@name`, `from:me`
 * - `has:media`, `has:image`, `has:link` (also video, audio, poll and embed, which nothing here has)
 * - `is:reply`, `is:sensitive`
 * - `before:2024-02-29`, `after:2024-02-29`, `during:2024-02-29`, in UTC; before and after leave that day out
 * - `language:de`
 * - `in:library` (what one wrote, was mentioned in, favourited, boosted or bookmarked), `in:public`, `in:all`
 *
 * What looks like an operator and is none is a plain word. Of a longer text only the first 500 characters count,
 * of more parts only the first 24, of more terms only the first 64.
 */
import { phraseTerms } from '@fanfare/text';
import { dayOf } from './day.ts';
import { tagKey } from './tag-key.ts';

const MAX_LENGTH = 500;
const MAX_PARTS = 24;
const MAX_TERMS = 64;

/** A word or quoted phrase, as phrases of terms that must all be found. */
export interface Word {
  phrases: readonly (readonly string[])[];
  /** As a whole, not as the beginning of a longer word. */
  quoted: boolean;
  negated: boolean;
  /** Written as a tag: the key of that tag. */
  tag?: string;
}

const parts = ['media', 'image', 'link', 'video', 'audio', 'poll', 'embed'] as const;
const qualities = ['reply', 'sensitive'] as const;
const places = ['library', 'public'] as const;

export type Condition =
  /** `me`, or a name as it was written. */
  | { kind: 'from'; account: string }
  | { kind: 'has'; part: (typeof parts)[number] }
  | { kind: 'is'; quality: (typeof qualities)[number] }
  | { kind: 'language'; code: string }
  | { kind: 'in'; place: (typeof places)[number] }
  /** Made from `from` up to, not including, `to`, in ms; null: no bound. */
  | { kind: 'made'; from: number | null; to: number | null };

export interface Filter {
  condition: Condition;
  negated: boolean;
}

export interface SearchQuery {
  words: readonly Word[];
  filters: readonly Filter[];
}

const tagAlone = /^#[\p{L}\p{M}\p{N}_·]+$/u;
const part = /([-+]?)(?:["“”„«»]([^"“”„«»]*)["“”„«»]?|(\S+))/gu;

export function parseQuery(text: string): SearchQuery {
  const words: Word[] = [];
  const filters: Filter[] = [];
  let terms = MAX_TERMS;
  for (const [, sign, quoted, plain = ''] of firstParts(text)) {
    const negated = sign === '-';
    const condition = quoted === undefined ? conditionOf(plain) : null;
    if (condition === 'anything') continue;
    if (condition !== null) {
      filters.push({ condition, negated });
      continue;
    }
    const phrases = phraseTerms(quoted ?? plain);
    terms -= phrases.flat().length;
    if (terms < 0) break;
    if (phrases.length === 0) continue;
    const word: Word = { phrases, quoted: quoted !== undefined, negated };
    words.push(tagAlone.test(plain) ? { ...word, tag: tagKey(plain) } : word);
  }
  return { words, filters };
}

/** Nothing in it can be searched for. */
export function asksNothing(query: SearchQuery): boolean {
  return query.words.length === 0 && query.filters.length === 0;
}

function firstParts(text: string): RegExpExecArray[] {
  const bounded = text.length <= MAX_LENGTH ? text : text.slice(0, MAX_LENGTH).replace(/\p{Cs}$/u, '');
  return [...bounded.matchAll(part).take(MAX_PARTS)];
}

/** Null: a plain word. `anything`: an operator that holds for everything. */
function conditionOf(word: string): Condition | 'anything' | null {
  const colon = word.indexOf(':');
  const value = word.slice(colon + 1).replaceAll(/["“”„«»]/gu, '');
  if (colon < 1 || value === '') return null;
  switch (word.slice(0, colon).toLowerCase()) {
    case 'from':
      return fromAccount(value);
    case 'has':
      return known(parts, value, (found) => ({ kind: 'has', part: found }));
    case 'is':
      return known(qualities, value, (found) => ({ kind: 'is', quality: found }));
    case 'in':
      return value.toLowerCase() === 'all'
        ? 'anything'
        : known(places, value, (found) => ({ kind: 'in', place: found }));
    case 'language':
    case 'lang':
      return /^[a-z]{2,3}([-_][a-z0-9_-]{1,30})?$/i.test(value)
        ? { kind: 'language', code: value.slice(0, 3).toLowerCase().replace(/[-_]$/, '') }
        : null;
    case 'before':
      return made(value, (day) => ({ from: null, to: day.begin }));
    case 'after':
      return made(value, (day) => ({ from: day.end, to: null }));
    case 'during':
      return made(value, (day) => ({ from: day.begin, to: day.end }));
    default:
      return null;
  }
}

function fromAccount(value: string): Condition | null {
  const account = value.replace(/^@/, '');
  return /^[A-Za-z0-9_]+(@[^@\s]+)?$/.test(account) ? { kind: 'from', account } : null;
}

function known<Value extends string>(
  values: readonly Value[],
  written: string,
  make: (value: Value) => Condition,
): Condition | null {
  const found = values.find((value) => value === written.toLowerCase());
  return found === undefined ? null : make(found);
}

function made(
  value: string,
  range: (day: { begin: number; end: number }) => { from: number | null; to: number | null },
): Condition | null {
  const day = dayOf(value);
  return day === null ? null : { kind: 'made', ...range(day) };
}
