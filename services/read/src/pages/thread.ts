/** A post's page: the post among what it answers and what answers it. */
import type { Context, Status } from '@fanfare/contracts/entities';
import { html, pageLayout } from '@fanfare/http';
import { embedUrl, oembedUrl } from '../domain/oembed.ts';
import type { PreviewPicture } from './head.ts';
import { pageHead } from './head.ts';
import { nameOf, plain, post, shortened } from './post.ts';

export interface ThreadParts {
  siteName: string;
  /** What brings the web client. */
  app: string;
  now: number;
  /** PUBLIC_URL. */
  base: string;
}

export function statusPage(status: Status, thread: Context, parts: ThreadParts): string {
  const name = nameOf(status.account);
  const card = (one: Status) =>
    one === status
      ? `<li aria-current="true">${post(one, parts.now, { near: 'first', dated: true })}</li>`
      : `<li>${post(one, parts.now)}</li>`;
  const list = (posts: readonly Status[]) => `<ul class="posts">${posts.map(card).join('')}</ul>`;
  const answers = thread.descendants.length === 0 ? '' : `<h2>Replies</h2>${list(thread.descendants)}`;
  return pageLayout({
    title: titleOf(status),
    siteName: parts.siteName,
    app: parts.app,
    description: descriptionOf(status),
    head: headOf(status, parts),
    body: html`<section class="reading"><h1 class="unseen">A post by ${name}</h1>!${list([...thread.ancestors, status])}!${answers}</section>`,
  });
}

/** Behind a warning nothing is told of what it warns of. */
export function titleOf(status: Status): string {
  const words = status.spoiler_text === '' ? plain(status.content, 60) : shortened(status.spoiler_text, 60);
  return `${nameOf(status.account)}: ${words || (status.media_attachments.length > 0 ? 'a picture' : 'a post without words')}`;
}

function descriptionOf(status: Status): string {
  if (status.spoiler_text !== '') return status.spoiler_text;
  return plain(status.content) || (status.media_attachments[0]?.description ?? '');
}

function headOf(status: Status, { siteName, base }: ThreadParts): string {
  const url = status.url ?? status.uri;
  const { account } = status;
  const pictures = picturesOf(status);
  const author = {
    '@type': 'Person',
    name: nameOf(account),
    alternateName: `@${account.acct}`,
    url: account.url,
  };
  return pageHead({
    type: 'article',
    siteName,
    title: titleOf(status),
    description: descriptionOf(status),
    canonical: url,
    pictures: pictures.length > 0 ? pictures : [faceOf(status)],
    large: pictures.length > 0,
    indexed: account.noindex !== true,
    oembed: oembedUrl(base, url),
    facts: [
      ['article:published_time', status.created_at],
      ['article:modified_time', status.edited_at ?? ''],
      ['article:author', account.url ?? account.uri],
      ...status.tags.map(({ name }) => ['article:tag', name] as const),
    ],
    data: {
      '@type': 'SocialMediaPosting',
      url,
      headline: titleOf(status),
      ...(status.spoiler_text === '' ? { articleBody: plain(status.content, 5000) } : {}),
      datePublished: status.created_at,
      ...(status.edited_at === null ? {} : { dateModified: status.edited_at }),
      ...(status.language === null ? {} : { inLanguage: status.language }),
      ...(pictures.length === 0 ? {} : { image: pictures.map((picture) => picture.url) }),
      author,
      interactionStatistic: [
        counter('LikeAction', status.favourites_count),
        counter('CommentAction', status.replies_count),
        counter('ShareAction', status.reblogs_count),
      ],
      embedUrl: embedUrl(url),
    },
  });
}

/** None of what is sensitive or behind a warning. */
function picturesOf(status: Status): PreviewPicture[] {
  if (status.sensitive || status.spoiler_text !== '') return [];
  return status.media_attachments.flatMap(({ url, preview_url, description, meta }) => {
    const { width, height } = (preview_url === null ? meta?.original : meta?.small) ?? {};
    const shown = preview_url ?? url;
    return shown === null ? [] : [{ url: shown, alt: description ?? '', width, height }];
  });
}

function faceOf({ account }: Status): PreviewPicture {
  return { url: account.avatar_static, alt: account.avatar_description, width: 400, height: 400 };
}

function counter(action: string, count: number) {
  return {
    '@type': 'InteractionCounter',
    interactionType: `https://schema.org/${action}`,
    userInteractionCount: count,
  };
}
