/** What is being typed at the caret that can be completed: the beginning of a person's name or of a tag. */

export interface Completion {
  kind: 'mention' | 'tag';
  /** Without its @ or #. */
  query: string;
  /** Of the whole word, its @ or # included, also what stands behind the caret. */
  from: number;
  to: number;
}

// What may stand before is what the server's parser lets stand before (packages/text's parse.ts).
const mention = /(?<![=/\p{L}\p{M}\p{N}\p{Pc}])@([\p{L}\p{M}\p{N}_]+(?:[.@-]+[\p{L}\p{M}\p{N}_]*)*)$/u;
const tag = /(?<![=/)\p{L}\p{N}])#([\p{L}\p{M}\p{N}_\u00B7\u30FB\u200C]+)$/u;
const rest = /^[\p{L}\p{M}\p{N}_]*/u;
/** Longer words are none that somebody looks for. */
const LONGEST = 64;

export function completionAt(text: string, caret: number): Completion | null {
  const start = Math.max(0, caret - LONGEST);
  const before = text.slice(start, caret);
  const found = mention.exec(before) ?? tag.exec(before);
  const query = found?.[1];
  if (found === null || query === undefined) return null;
  const from = start + found.index;
  const to = caret + (rest.exec(text.slice(caret, caret + LONGEST))?.[0].length ?? 0);
  return { kind: found[0].startsWith('@') ? 'mention' : 'tag', query, from, to };
}

/** What takes its place, with the space behind it unless one stands there. */
export function insertionOf(text: string, { kind, to }: Completion, name: string): string {
  const space = /^\s/.test(text.slice(to)) ? '' : ' ';
  return `${kind === 'mention' ? '@' : '#'}${name}${space}`;
}
