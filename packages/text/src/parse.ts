/**
 * What a plain text contains, by Mastodon's rules. One pass over the text; every pattern is anchored
 * where it is tried and none can give back more than it took, so the time is linear on any input.
 */

import { foldTag, MAX_TAG } from './fold-tag.ts';
import { linkLength } from './links.ts';

export interface LinkToken {
  type: 'link';
  /** http or https, as written: not escaped, not normalised. */
  url: string;
  display: string;
}

/** Nobody has looked yet whether such an account exists. */
export interface MentionToken {
  type: 'mention';
  /** As written, without the `@`: 1 to 30 of `A-Z a-z 0-9 _`. */
  username: string;
  /** `host` or `host:port` as written; null in a plain `@name`. */
  domain: string | null;
}

export interface TagToken {
  type: 'hashtag';
  /** As written, without the `#`. */
  name: string;
}

export type Token = { type: 'text'; text: string } | LinkToken | MentionToken | TagToken;

const MAX_USERNAME = 30;

// What may stand before: a link also follows letters of scripts without spaces, the others follow no letter.
const candidate =
  /(?<![A-Za-z0-9@＠$#＃\u202A-\u202E])[hH][tT]{2}[pP][sS]?:|(?<![=/\p{L}\p{M}\p{N}\p{Pc}])@|(?<![=/)\p{L}\p{N}])#/gu;
const usernameAt = /[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*/y;
const domainAt = /@([\p{L}\p{N}](?:[\p{L}\p{M}\p{N}_]|[.-]+[\p{L}\p{M}\p{N}_])*(?::[0-9]{1,5}(?![0-9]))?)/uy;
// Middle dots and the zero-width non-joiner belong to a name inside, never at its ends.
const tagAt = /[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_]|[\u00B7\u30FB\u200C]+[\p{L}\p{M}\p{N}_])*/uy;
const tagHasLetter = /\p{L}|(?<!^)[_\u00B7\u30FB\u200C](?!$)/u;

/** The tokens in order; their texts make up the whole input, and no two `text` tokens touch. */
export function parseText(text: string): Token[] {
  const tokens: Token[] = [];
  let done = 0;
  candidate.lastIndex = 0;
  for (let found = candidate.exec(text); found !== null; found = candidate.exec(text)) {
    const read = readToken(text, found.index, found[0]);
    if (read === null) continue;
    if (found.index > done) tokens.push({ type: 'text', text: text.slice(done, found.index) });
    tokens.push(read.token);
    done = found.index + read.length;
    candidate.lastIndex = done;
  }
  if (done < text.length) tokens.push({ type: 'text', text: text.slice(done) });
  return tokens;
}

interface Read {
  token: Token;
  length: number;
}

function readToken(text: string, at: number, start: string): Read | null {
  if (start === '#') return readTag(text, at);
  if (start === '@') return readMention(text, at);
  const length = linkLength(text, at, start);
  if (length === 0) return null;
  const url = text.slice(at, at + length);
  return { token: { type: 'link', url, display: url }, length };
}

function readTag(text: string, at: number): Read | null {
  const name = matchAt(tagAt, text, at + 1)?.[0];
  if (name === undefined || name.length > MAX_TAG || !tagHasLetter.test(name)) return null;
  return foldTag(name).length > MAX_TAG
    ? null
    : { token: { type: 'hashtag', name }, length: 1 + name.length };
}

function readMention(text: string, at: number): Read | null {
  const username = matchAt(usernameAt, text, at + 1)?.[0];
  // A name with a dot or hyphen inside belongs to some other network: `@jo.doe` must not reach `@jo`.
  if (username === undefined || username.length > MAX_USERNAME || /[.-]/.test(username)) return null;
  const domain = matchAt(domainAt, text, at + 1 + username.length)?.[1] ?? null;
  const length = 1 + username.length + (domain === null ? 0 : 1 + domain.length);
  return { token: { type: 'mention', username, domain }, length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
