/**
 * What the server's search understands, for explaining it: operators with examples, and what of a text it reads
 * otherwise than the person who wrote it may think. An operator that it does not understand is a word to it.
 */
export const parts = ['media', 'image', 'link'] as const;
export const qualities = ['reply', 'sensitive'] as const;
export const places = ['library', 'public', 'all'] as const;
/** Accepted, but nothing here has them. */
const absentParts = ['video', 'audio', 'poll', 'embed'];

const MAX_LENGTH = 500;
const MAX_PARTS = 24;

export type GrammarNote =
  /** Beyond this many characters or parts nothing counts. */
  | { kind: 'long'; characters: number; parts: number }
  /** An operator with a value that it does not know. */
  | { kind: 'value'; operator: string; value: string; known: readonly string[] }
  | { kind: 'day'; written: string }
  | { kind: 'account'; written: string }
  | { kind: 'language'; written: string }
  /** An operator without anything behind it. */
  | { kind: 'alone'; operator: string }
  /** No post here has it. */
  | { kind: 'absent'; written: string }
  /** No letter or digit in it. */
  | { kind: 'nothing' };

const part = /([-+]?)(?:["“”„«»][^"“”„«»]*["“”„«»]?|(\S+))/gu;
const operators = /^(from|has|is|in|language|lang|before|after|during):(.*)$/is;

/** Notes in the order of the text; none for a text that is read as it was meant. */
export function grammarNotes(text: string): GrammarNote[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const found = [...trimmed.matchAll(part)];
  const notes: GrammarNote[] = [];
  if (trimmed.length > MAX_LENGTH || found.length > MAX_PARTS)
    notes.push({ kind: 'long', characters: MAX_LENGTH, parts: MAX_PARTS });
  for (const [, , plain] of found) {
    const [, name, value] = operators.exec(plain ?? '') ?? [];
    const note =
      name === undefined ? null : noteOn(name.toLowerCase(), (value ?? '').replaceAll(/["“”„«»]/g, ''));
    if (note !== null) notes.push(note);
  }
  if (!/[\p{L}\p{N}]/u.test(trimmed)) notes.push({ kind: 'nothing' });
  return notes;
}

/** Whether it narrows posts, so that people and tags are not what is looked for. */
export function hasOperators(text: string): boolean {
  return [...text.matchAll(part)].some(([, , plain]) => operators.test(plain ?? ''));
}

function noteOn(operator: string, value: string): GrammarNote | null {
  if (value === '') return { kind: 'alone', operator };
  switch (operator) {
    case 'from':
      return /^@?\w+(@\S+)?$/.test(value) ? null : { kind: 'account', written: value };
    case 'has':
      return absentParts.includes(value.toLowerCase())
        ? { kind: 'absent', written: value }
        : oneOf(operator, value, parts);
    case 'is':
      return oneOf(operator, value, qualities);
    case 'in':
      return oneOf(operator, value, places);
    case 'language':
    case 'lang':
      return /^[a-z]{2,3}([-_][a-z0-9_-]{1,30})?$/i.test(value) ? null : { kind: 'language', written: value };
    default:
      return isDay(value) ? null : { kind: 'day', written: value };
  }
}

function oneOf(operator: string, value: string, known: readonly string[]): GrammarNote | null {
  return known.includes(value.toLowerCase()) ? null : { kind: 'value', operator, value, known };
}

function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year === undefined) return false;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** The text with an example's part added, or taken out again where it stands already. */
export function withPart(text: string, example: string): string {
  const words = text.trim().split(/\s+/u).filter(Boolean);
  if (text.trim() === '') return `${example} `;
  if (!example.includes(' ') && words.includes(example)) {
    return words.filter((word) => word !== example).join(' ');
  }
  return `${text.trim()} ${example} `;
}
