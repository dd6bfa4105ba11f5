/** Longest hashtag, as written and folded, in UTF-16 code units; a longer one is plain text. */
export const MAX_TAG = 100;

/** The form under which hashtags are one: `#Café` and `#ＣＡＦÉ` are both `café`. */
export function foldTag(name: string): string {
  // Some ligatures are whole phrases and unfold with spaces.
  return name.normalize('NFKC').toLowerCase().normalize('NFKC').replace(/\s+/g, '');
}
