/** Plain text to the HTML that clients show. */
import type { MentionTarget } from '@fanfare/text';
import { renderHtml } from '@fanfare/text';
import type { Mentioned } from './facts.ts';
import type { Urls } from './urls.ts';

export function renderText(text: string, mentioned: readonly Mentioned[], urls: Urls): string {
  return renderHtml(text, { publicUrl: urls.base, mentions: targetsOf(mentioned, urls) });
}

/** One line without a paragraph around it: values of profile fields. */
export function renderLine(text: string, mentioned: readonly Mentioned[], urls: Urls): string {
  return renderText(text.replaceAll('\n', ' '), mentioned, urls)
    .replace(/^<p>/, '')
    .replace(/<\/p>$/, '');
}

function targetsOf(mentioned: readonly Mentioned[], urls: Urls): Map<string, MentionTarget> {
  return new Map(
    mentioned.map(({ username }) => [
      username.toLowerCase(),
      { acct: username, url: urls.account(username) },
    ]),
  );
}
