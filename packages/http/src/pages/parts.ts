/** Parts that several pages share, so that they look and read alike. All texts are escaped here. */
import { html } from './html.ts';

export interface FieldParts {
  name: string;
  label: string;
  type?: 'text' | 'email' | 'password';
  value?: string;
  /** Under the label, before anything went wrong. */
  hint?: string;
  /** What is wrong with the value. */
  error?: string;
  autocomplete?: string;
  required?: boolean;
  minlength?: number;
  /** Typed on a phone without capitals and corrections (user names, codes). */
  verbatim?: boolean;
}

export function field(of: FieldParts): string {
  const id = `field-${of.name}`;
  const described = [of.hint === undefined ? '' : `${id}-hint`, of.error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ');
  const attributes = [
    html`id="${id}" name="${of.name}" type="${of.type ?? 'text'}"`,
    of.value === undefined ? '' : html`value="${of.value}"`,
    of.autocomplete === undefined ? '' : html`autocomplete="${of.autocomplete}"`,
    of.minlength === undefined ? '' : html`minlength="${of.minlength}"`,
    of.required === false ? '' : 'required',
    of.verbatim === true ? 'autocapitalize="none" autocorrect="off" spellcheck="false"' : '',
    described === '' ? '' : html`aria-describedby="${described}"`,
    of.error === undefined ? '' : 'aria-invalid="true"',
  ];
  const hint = of.hint === undefined ? '' : html`<p class="fine" id="${id}-hint">${of.hint}</p>`;
  const error = of.error === undefined ? '' : html`<p class="error" id="${id}-error">${of.error}</p>`;
  return html`<div class="field"><label for="${id}">${of.label}</label><input !${attributes.filter(Boolean).join(' ')}>!${hint}!${error}</div>`;
}

/** bad: announced at once by screen readers. */
export function notice(text: string, kind: 'plain' | 'good' | 'bad' = 'plain'): string {
  return html`<p class="notice ${kind}" role="${kind === 'bad' ? 'alert' : 'status'}">${text}</p>`;
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
  /** Safe markup from the renderer. */
  content: string;
  /** A content warning folds the content away. */
  warning?: string;
  language?: string;
  /** `url` is what is shown, `full` where it leads. */
  media?: readonly { url: string; full?: string; alt: string }[];
  replies?: number;
  reblogs?: number;
  favourites?: number;
}

export function postCard(of: PostParts): string {
  const images = (of.media ?? [])
    .map(
      ({ url, full, alt }) =>
        html`<a href="${full ?? url}"><img src="${url}" alt="${alt === '' ? 'Picture without a description' : alt}" loading="lazy"></a>`,
    )
    .join('');
  const media = images === '' ? '' : `<div class="media">${images}</div>`;
  const text = html`<div class="content" lang="${of.language ?? ''}">!${of.content}</div>!${media}`;
  const body =
    of.warning === undefined || of.warning === ''
      ? text
      : html`<details><summary>${of.warning}</summary>!${text}</details>`;
  const counts = [
    counted(of.replies, 'reply', 'replies'),
    counted(of.reblogs, 'boost', 'boosts'),
    counted(of.favourites, 'favourite', 'favourites'),
  ].join('');
  const footer = counts === '' ? '' : `<p class="counts">${counts}</p>`;
  return html`<article class="card post">
<header><img class="avatar" src="${of.avatar}" alt="" loading="lazy" width="48" height="48"><a class="name" href="${of.authorUrl ?? of.url}"><bdi>${of.name === '' ? of.handle : of.name}</bdi></a><a href="${of.url}" aria-label="Open the post: ${of.when}"><time datetime="${of.at}">${of.when}</time></a><span class="handle">@${of.handle}</span></header>
!${body}
!${footer}
</article>`;
}

function counted(number: number | undefined, one: string, many: string): string {
  if (number === undefined || number === 0) return '';
  return `<span>${number} ${number === 1 ? one : many}</span>`;
}
