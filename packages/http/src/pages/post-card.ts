/** A post as it stands on pages. All texts are escaped here; only `content` is markup already. */
import { html } from './html.ts';

export interface PostPicture {
  url: string;
  /** Where it leads. */
  full?: string;
  alt: string;
  /** Pixels of what is shown, so that nothing jumps when it comes. */
  width?: number;
  height?: number;
}

export interface PostParts {
  name: string;
  /** Without the `@` in front. */
  handle: string;
  avatar: string;
  /** The author's page. */
  authorUrl?: string;
  url: string;
  /** ISO time, and how people read it. */
  at: string;
  when: string;
  /** The same to the minute. */
  date?: string;
  edited?: boolean;
  /** Safe markup from the renderer. */
  content: string;
  /** A content warning folds the content away. */
  warning?: string;
  language?: string;
  media?: readonly PostPicture[];
  /** Folds the pictures away, not the text. */
  veil?: string;
  replies?: number;
  reblogs?: number;
  favourites?: number;
  /** It is seen at once: so are its pictures, and nothing before those of what the page is about. */
  near?: 'first' | 'soon';
  /** Why it is here: who boosted it. */
  because?: string;
  /** Search engines are asked not to quote it. */
  unquoted?: boolean;
}

export function postCard(of: PostParts): string {
  const quoting = of.unquoted === true ? ' data-nosnippet' : '';
  const text = html`<div class="content" lang="${of.language ?? ''}"!${quoting}>!${of.content}</div>!${pictures(of)}`;
  const body =
    of.warning === undefined || of.warning === ''
      ? text
      : html`<details><summary>${of.warning}</summary>!${text}</details>`;
  const counts = [
    of.date === undefined ? '' : html`<span>${of.date}</span>`,
    of.edited === true ? '<span>edited</span>' : '',
    counted(of.replies, 'reply', 'replies'),
    counted(of.reblogs, 'boost', 'boosts'),
    counted(of.favourites, 'favourite', 'favourites'),
  ].join('');
  const footer = counts === '' ? '' : `<p class="counts">${counts}</p>`;
  const loading = of.near === undefined ? ' loading="lazy"' : '';
  const because = of.because === undefined ? '' : html`<p class="because"><bdi>${of.because}</bdi></p>`;
  return html`<article class="card post">
!${because}
<header><img class="avatar" src="${of.avatar}" alt="" width="48" height="48"!${loading}><a class="name" href="${of.authorUrl ?? of.url}"><bdi>${of.name === '' ? of.handle : of.name}</bdi></a><a href="${of.url}" aria-label="Open the post: ${of.when}"><time datetime="${of.at}">${of.when}</time></a><span class="handle">@${of.handle}</span></header>
!${body}
!${footer}
</article>`;
}

function pictures({ media = [], near, veil, warning = '' }: PostParts): string {
  if (media.length === 0) return '';
  const folded = veil !== undefined || warning !== '';
  const images = media.map(({ url, full, alt, width, height }, index) => {
    const size =
      width === undefined || height === undefined ? '' : html` width="${width}" height="${height}"`;
    const loading =
      near === undefined || folded
        ? ' loading="lazy"'
        : near === 'first' && index === 0
          ? ' fetchpriority="high"'
          : '';
    const text = alt === '' ? 'Picture without a description' : alt;
    return html`<a href="${full ?? url}"><img src="${url}" alt="${text}"!${size}!${loading}></a>`;
  });
  const all = `<div class="media">${images.join('')}</div>`;
  return veil === undefined ? all : html`<details><summary>${veil}</summary>!${all}</details>`;
}

function counted(number: number | undefined, one: string, many: string): string {
  if (number === undefined || number === 0) return '';
  return `<span>${number} ${number === 1 ? one : many}</span>`;
}
