/** What oEmbed says of a post, so that other sites can show it. */
import type { Status } from '@fanfare/contracts/entities';
import { escapeHtml } from '@fanfare/text';

/** Pixels. */
const WIDTH = 440;
const LEAST_WIDTH = 220;
const LEAST_HEIGHT = 160;
/** Seconds; an edited or deleted post is seen by who looks again after that. */
const CACHE_AGE = 3600;

/** @param url of the post's page */
export function embedUrl(url: string): string {
  return `${url}/embed`;
}

export function oembedUrl(base: string, url: string): string {
  return `${base}/api/oembed?${new URLSearchParams({ url, format: 'json' })}`;
}

/** The id in the address of a post's page, or of its frame, on this place; null: it is another address. */
export function postIdIn(address: string, base: string): string | null {
  if (!URL.canParse(address)) return null;
  const { origin, pathname } = new URL(address);
  if (origin !== new URL(base).origin) return null;
  return /^\/@\w+\/(\d+)(?:\/embed)?\/?$/.exec(pathname)?.[1] ?? null;
}

export interface EmbedLimits {
  /** Pixels; null: as the post wants it. */
  maxWidth: number | null;
  maxHeight: number | null;
}

export function presentOEmbed(
  status: Status,
  about: { title: string; siteName: string; base: string } & EmbedLimits,
) {
  const url = status.url ?? status.uri;
  const width = Math.max(LEAST_WIDTH, Math.min(WIDTH, about.maxWidth ?? WIDTH));
  const wanted = heightOf(status, width);
  const height = Math.max(LEAST_HEIGHT, Math.min(wanted, about.maxHeight ?? wanted));
  const name = status.account.display_name || status.account.username;
  return {
    type: 'rich' as const,
    version: '1.0' as const,
    title: about.title,
    author_name: name,
    author_url: status.account.url ?? status.account.uri,
    provider_name: about.siteName,
    provider_url: `${about.base}/`,
    cache_age: CACHE_AGE,
    html: frame(embedUrl(url), about.title, width, height),
    width,
    height,
  };
}

function frame(src: string, title: string, width: number, height: number): string {
  return `<iframe src="${escapeHtml(src)}" title="${escapeHtml(title)}" width="${width}" height="${height}" loading="lazy" sandbox="allow-popups allow-popups-to-escape-sandbox" style="max-width:100%;border:0"></iframe>`;
}

/** As near as can be said without laying it out: what is longer scrolls within the frame. */
function heightOf(status: Status, width: number): number {
  const frameAround = 190;
  if (status.spoiler_text !== '') return frameAround;
  const paragraphs = status.content
    .split(/<\/p>|<br \/>/)
    .map((part) => part.replace(/<[^>]*>/g, '').length)
    .filter((length) => length > 0);
  const inLine = (width - 60) / 8;
  const lines = paragraphs.reduce((sum, length) => sum + Math.ceil(length / inLine) + 0.5, 0);
  const pictures = status.media_attachments.length === 0 ? 0 : status.sensitive ? 60 : 40 + width * 0.75;
  return Math.round(frameAround + lines * 25 + pictures);
}
