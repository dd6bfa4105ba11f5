/**
 * Texts as terms for full-text search, the same for every engine: documents and queries go through
 * this folding, and the engine only splits at spaces (FTS5: `tokenize='ascii'`, Elasticsearch: `whitespace`).
 *
 * Words are runs of letters and digits, folded (`Café` is `cafe`). Scripts that put no spaces between
 * words become overlapping pairs, so that any part of two or more characters is found as a phrase of
 * pairs; their single characters stand behind the end mark, once each, for queries of one character.
 */

/** Keeps a phrase from reaching into the single characters; folding never yields it. */
const END = '·';
const MAX_TERM = 100;

const unspaced = String.raw`[[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Bopomofo}\p{scx=Hangul}\p{scx=Yi}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}\p{scx=Tibetan}]&&[\p{L}\p{M}\p{N}]]`;
const run = new RegExp(String.raw`(${unspaced}+)|[\p{L}\p{N}][[\p{L}\p{M}\p{N}]--${unspaced}]*`, 'gv');

// Marks that are an accent or vowel point on a letter, not the marks that spell Indic and Thai vowels or kana voicing.
const accent =
  /[[\p{M}&&[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}\p{scx=Hebrew}\p{scx=Arabic}\p{scx=Syriac}\p{Script=Inherited}]]--[\u3099\u309A]]|[\u00AD\u0640\u200B-\u200D\u2060\uFEFF]/gv;
const spelled: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  ı: 'i',
  ĸ: 'k',
  ŋ: 'n',
  ς: 'σ',
};
const spelledOut = new RegExp(`[${Object.keys(spelled).join('')}]`, 'gu');

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(accent, '')
    .toLowerCase()
    .replace(accent, '')
    .normalize('NFC')
    .replace(spelledOut, (letter) => spelled[letter] ?? letter);
}

interface Run {
  /** One word, or one stretch of an unspaced script. */
  text: string;
  unspaced: boolean;
}

function runsOf(text: string): Run[] {
  return Array.from(fold(text).matchAll(run), ([found, spaceless]) => ({
    text: found,
    unspaced: spaceless !== undefined,
  }));
}

function termsOf({ text, unspaced }: Run): string[] {
  if (!unspaced) return [cut(text)];
  const characters = Array.from(text);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function cut(word: string): string {
  return word.length <= MAX_TERM ? word : word.slice(0, MAX_TERM).replace(/\p{Cs}$/u, '');
}

/** The terms of a text in order: folded words, and pairs for scripts without spaces. */
export function searchTokens(text: string): string[] {
  return runsOf(text).flatMap(termsOf);
}

/** The terms of a document with spaces between them, ready for an index that splits at spaces. */
export function indexTerms(text: string): string {
  const runs = runsOf(text);
  const terms = runs.flatMap(termsOf);
  const single = new Set(runs.filter((one) => one.unspaced).flatMap((one) => Array.from(one.text)));
  return single.size === 0 ? terms.join(' ') : [...terms, END, ...single].join(' ');
}

/**
 * What a document must contain for one word or quoted phrase, as phrases that all must be found.
 * Mostly one; a single character of an unspaced script at an end of a phrase stands alone, because in
 * the document it may be part of a pair.
 */
export function phraseTerms(text: string): string[][] {
  const runs = runsOf(text);
  const phrases: string[][] = [];
  const isSingle = (one: Run | undefined) => one?.unspaced === true && Array.from(one.text).length === 1;
  const first = runs.length > 1 && isSingle(runs[0]) ? runs.shift() : undefined;
  const last = runs.length > 1 && isSingle(runs.at(-1)) ? runs.pop() : undefined;
  if (first !== undefined) phrases.push([first.text]);
  if (runs.length > 0) phrases.push(runs.flatMap(termsOf));
  if (last !== undefined) phrases.push([last.text]);
  return phrases;
}

/**
 * A query of words and "quoted phrases" as phrases that all must be found; an unclosed quote reaches
 * to the end. Terms hold letters, digits and marks only. Empty: nothing in it can be searched for.
 */
export function queryTerms(text: string): string[][] {
  return text
    .split(/["“”„«»]/u)
    .flatMap((part, index) => (index % 2 === 1 ? [part] : part.split(/\s+/u)))
    .flatMap(phraseTerms);
}
