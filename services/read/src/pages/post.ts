/** Posts on pages. */
import type { Account, Status } from '@fanfare/contracts/entities';
import type { PostParts, PostPicture } from '@fanfare/http';
import { html, postCard } from '@fanfare/http';
import { toTheMinute, when } from '../domain/when.ts';

/** What pages with lists of posts are made of. */
export interface ListParts {
  siteName: string;
  /** What brings the web client. */
  app: string;
  now: number;
  statuses: readonly Status[];
  /** This page's own address. */
  canonical: string;
  /** Of the next page, or null. */
  older: string | null;
}

export function nameOf(account: Account): string {
  return account.display_name === '' ? account.username : account.display_name;
}

/**
 * A boost is shown as what it boosts, with who did.
 * @param options `near`: its pictures are asked for at once; `dated`: with date and time
 */
export function post(
  status: Status,
  now: number,
  options: { near?: PostParts['near']; dated?: boolean } = {},
): string {
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
    ...(options.dated === true ? { date: toTheMinute(Date.parse(shown.created_at)) } : {}),
    edited: shown.edited_at !== null,
    ...(options.near === undefined ? {} : { near: options.near }),
    ...(status.reblog === null ? {} : { because: `${nameOf(status.account)} boosted` }),
    unquoted: account.noindex === true,
    content: shown.content,
    warning: shown.spoiler_text,
    ...(shown.sensitive && shown.spoiler_text === '' ? { veil: 'Sensitive pictures' } : {}),
    ...(shown.language === null ? {} : { language: shown.language }),
    media: shown.media_attachments.flatMap(picture),
    replies: shown.replies_count,
    reblogs: shown.reblogs_count,
    favourites: shown.favourites_count,
  });
}

function picture({
  url,
  preview_url,
  description,
  meta,
}: Status['media_attachments'][number]): PostPicture[] {
  const shown = preview_url ?? url;
  const { width, height } = (preview_url === null ? meta?.original : meta?.small) ?? {};
  return shown === null ? [] : [{ url: shown, full: url ?? shown, alt: description ?? '', width, height }];
}

export function posts(statuses: readonly Status[], now: number, empty: string): string {
  if (statuses.length === 0) return html`<p class="card empty">${empty}</p>`;
  return `<ul class="posts">${statuses.map((status, index) => `<li>${post(status, now, near(index))}</li>`).join('')}</ul>`;
}

/** So many posts may stand on the first screen. */
const SEEN = 3;

function near(index: number): { near?: PostParts['near'] } {
  return index === 0 ? { near: 'first' } : index < SEEN ? { near: 'soon' } : {};
}

export function older(link: string | null): string {
  return link === null
    ? ''
    : html`<p class="actions"><a class="button second" rel="next" href="${link}">Older posts</a></p>`;
}

/** Never cut within a character. */
export function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${Array.from(text).slice(0, most).join('')}…`;
}

/** The text without its markup, for descriptions in previews. */
export function plain(content: string, most = 200): string {
  const text = content
    .replace(/<br \/>|<\/p><p>/g, ' ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => entities[name] ?? '');
  return shortened(text, most);
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };

/** Numbers with their names under them. */
export function figures(of: readonly (readonly [number: number, one: string, many: string])[]): string {
  const items = of.map(
    ([number, one, many]) =>
      html`<div><dt>${number === 1 ? one : many}</dt><dd>${number.toLocaleString('en')}</dd></div>`,
  );
  return `<dl class="figures">${items.join('')}</dl>`;
}
