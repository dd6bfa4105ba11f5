import type { LinkifyIt } from 'linkify-it';
import { linkifyit } from 'linkify-it';

// Characters that turn the direction of what follows: they could make a link look like another one.
const directionControl = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
let linkify: LinkifyIt | undefined;

/**
 * Length of the http or https link that starts at `at`, 0 when there is none. `scheme` is `http:` or
 * `https:` as written there. Host, path and what punctuation belongs to a link is linkify-it's matter.
 */
export function linkLength(text: string, at: number, scheme: string): number {
  linkify ??= linkifyit();
  const tail = linkify.testSchemaAt(text, scheme, at + scheme.length);
  if (tail === 0) return 0;
  const end = at + scheme.length + tail;
  // `https://bank.example@evil.example`: neither half is what it looks like.
  if (text[end] === '@') return 0;
  const url = text.slice(at, end);
  const cut = url.search(directionControl);
  const length = cut === -1 ? url.length : cut;
  return URL.canParse(url.slice(0, length)) ? length : 0;
}
