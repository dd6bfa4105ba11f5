import { foldTag } from './fold-tag.ts';
import type { MentionToken, Token } from './parse.ts';
import { parseText } from './parse.ts';
import { isLocalDomain } from './tags.ts';

export interface MentionTarget {
  /** `name`, or `name@host` for an account of another server. */
  acct: string;
  /** The account's page. */
  url: string;
}

export interface RenderOptions {
  publicUrl: string;
  /**
   * The accounts that the text mentions, by lower-case username, or `username@domain` when the
   * domain is not this server's. Whoever is missing stays plain text.
   */
  mentions: ReadonlyMap<string, MentionTarget>;
}

const SHOWN_OF_LINK = 30;

/**
 * The HTML of a plain text, in the shape that Mastodon's clients know. Nothing of the text gets into
 * it unescaped; an empty text gives an empty string.
 */
export function renderHtml(text: string, options: RenderOptions): string {
  if (text.trim() === '') return '';
  let html = '<p>';
  for (const token of parseText(text)) html += renderToken(token, options);
  return `${html}</p>`;
}

function renderToken(token: Token, options: RenderOptions): string {
  if (token.type === 'text') return renderPlain(token.text);
  if (token.type === 'link') return renderLink(token.url);
  if (token.type === 'mention') return renderMention(token, options);
  const url = `${options.publicUrl.replace(/\/$/, '')}/tags/${encodeURIComponent(foldTag(token.name))}`;
  return `<a href="${escapeHtml(url)}" class="mention hashtag" rel="tag">#<span>${escapeHtml(token.name)}</span></a>`;
}

function renderPlain(text: string): string {
  return escapeHtml(text).replace(/\n+/g, (breaks) => (breaks.length === 1 ? '<br />' : '</p><p>'));
}

function renderLink(url: string): string {
  const prefix = /^https?:\/\/(?:www\.)?/i.exec(url)?.[0] ?? '';
  const shownEnd = withoutHalf(url, prefix.length + SHOWN_OF_LINK);
  const shown = url.slice(prefix.length, shownEnd);
  const hidden = url.slice(shownEnd);
  return (
    `<a href="${escapeHtml(url)}" rel="nofollow noopener" target="_blank" translate="no">` +
    `<span class="invisible">${escapeHtml(prefix)}</span>` +
    `<span class="${hidden === '' ? '' : 'ellipsis'}">${escapeHtml(shown)}</span>` +
    `<span class="invisible">${escapeHtml(hidden)}</span></a>`
  );
}

/** The index, or the one before when it would cut a surrogate pair. */
function withoutHalf(text: string, index: number): number {
  const before = text.charCodeAt(index - 1);
  return index < text.length && before >= 0xd800 && before <= 0xdbff ? index - 1 : index;
}

function renderMention({ username, domain }: MentionToken, { publicUrl, mentions }: RenderOptions): string {
  const local = isLocalDomain(domain, publicUrl);
  const target = mentions.get((local ? username : `${username}@${domain}`).toLowerCase());
  if (target === undefined) return escapeHtml(domain === null ? `@${username}` : `@${username}@${domain}`);
  const name = target.acct.split('@', 1)[0] ?? username;
  return (
    `<span class="h-card" translate="no"><a href="${escapeHtml(target.url)}" class="u-url mention">` +
    `@<span>${escapeHtml(name)}</span></a></span>`
  );
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Safe as element content and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}
