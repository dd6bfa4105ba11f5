/** Posts on pages. */
import type { Status } from '@fanfare/contracts/entities';
import { html, postCard } from '@fanfare/http';
import { when } from '../domain/when.ts';

/** A boost is shown as what it boosts. */
export function post(status: Status, now: number): string {
  const shown = status.reblog ?? status;
  const { account } = shown;
  return postCard({
    name: account.display_name,
    handle: account.acct,
    avatar: account.avatar_static,
    authorUrl: account.url ?? account.uri,
    url: shown.url ?? shown.uri,
    at: shown.created_at,
    when: when(Date.parse(shown.created_at), now),
    content: shown.content,
    warning: warningOf(shown),
    ...(shown.language === null ? {} : { language: shown.language }),
    media: shown.media_attachments.flatMap(({ preview_url: url, url: full, description }) =>
      url === null ? [] : [{ url, full: full ?? url, alt: description ?? '' }],
    ),
    replies: shown.replies_count,
    reblogs: shown.reblogs_count,
    favourites: shown.favourites_count,
  });
}

function warningOf(status: Pick<Status, 'spoiler_text' | 'sensitive' | 'media_attachments'>): string {
  if (status.spoiler_text !== '') return status.spoiler_text;
  return status.sensitive && status.media_attachments.length > 0 ? 'Sensitive pictures' : '';
}

export function posts(statuses: readonly Status[], now: number, empty: string): string {
  if (statuses.length === 0) return html`<p class="card empty">${empty}</p>`;
  return `<ul class="posts">${statuses.map((status) => `<li>${post(status, now)}</li>`).join('')}</ul>`;
}

/** The text without its markup, for descriptions in previews. */
export function plain(content: string, most = 200): string {
  const text = content
    .replace(/<br \/>|<\/p><p>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '');
  return text.length <= most ? text : `${Array.from(text).slice(0, most).join('')}…`;
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** Numbers with their names under them. */
export function figures(of: readonly (readonly [number: number, one: string, many: string])[]): string {
  const items = of.map(
    ([number, one, many]) => html`<div><dt>${number === 1 ? one : many}</dt><dd>${number}</dd></div>`,
  );
  return `<dl class="figures">${items.join('')}</dl>`;
}
