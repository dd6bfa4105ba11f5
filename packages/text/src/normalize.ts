/** A text as it is kept: as written, but with LF line ends, without NUL and lone surrogates (no engine stores them) and without blank lines around it. */
export function normalizeText(text: string): string {
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\0\p{Cs}]/gu, '')
    .trimEnd();
  const blank = clean.length - clean.trimStart().length;
  return clean.slice(clean.lastIndexOf('\n', blank - 1) + 1);
}

/**
 * A display name as it is kept: one line, without the controls that would reach beyond it
 * (direction overrides, line and paragraph separators), trimmed.
 */
export function normalizeName(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '')
    .trim();
}
