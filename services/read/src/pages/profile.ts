/** An account's page, a post's page and a tag's page: what everybody may read. */
import type { Account, Context, Status } from '@fanfare/contracts/entities';
import { html, pageLayout } from '@fanfare/http';
import { missingHeader } from '../domain/urls.ts';
import { figures, plain, post, posts } from './post.ts';

interface Common {
  siteName: string;
  /** What brings the web client. */
  app: string;
  now: number;
}

export interface ListParts extends Common {
  statuses: readonly Status[];
  /** Of the next page, or null. */
  older: string | null;
}

function head(
  title: string,
  description: string,
  url: string,
  options: { image?: string; index: boolean },
): string {
  const image =
    options.image === undefined ? '' : html`<meta property="og:image" content="${options.image}">`;
  const robots = options.index ? '' : '<meta name="robots" content="noindex">';
  return html`<link rel="canonical" href="${url}">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${description}">
<meta property="og:url" content="${url}">
!${image}
!${robots}`;
}

function nameOf(account: Account): string {
  return account.display_name === '' ? account.username : account.display_name;
}

function indexed(account: Account): boolean {
  return account.noindex !== true;
}

function older(link: string | null): string {
  return link === null
    ? ''
    : html`<p class="actions"><a class="button second" rel="next" href="${link}">Older posts</a></p>`;
}

export function profilePage(account: Account, parts: ListParts): string {
  const name = nameOf(account);
  const fields = account.fields
    .map((field) => html`<li><strong>${field.name}</strong> <span>!${field.value}</span></li>`)
    .join('');
  const banner = account.header_static.endsWith(missingHeader)
    ? ''
    : html`<img class="banner" src="${account.header_static}" alt="${account.header_description}">`;
  const body = html`
<div class="columns">
  <aside aria-label="About ${name}"><section class="card">
    !${banner}
    <div class="person">
      <img class="avatar" src="${account.avatar_static}" alt="${account.avatar_description}" width="72" height="72">
      <div><h1><bdi>${name}</bdi></h1><p class="fine">@${account.acct}</p></div>
    </div>
    <div class="content">!${account.note}</div>
    !${fields === '' ? '' : `<ul class="rows">${fields}</ul>`}
    !${figures([
      [account.statuses_count, 'post', 'posts'],
      [account.following_count, 'following', 'following'],
      [account.followers_count, 'follower', 'followers'],
    ])}
  </section></aside>
  <section aria-label="Posts">
    !${posts(parts.statuses, parts.now, 'No public posts.')}
    !${older(parts.older)}
  </section>
</div>`;
  const title = `${name} (@${account.acct})`;
  const description = plain(account.note);
  return pageLayout({
    title,
    siteName: parts.siteName,
    app: parts.app,
    description,
    head: head(title, description, account.uri, { image: account.avatar_static, index: indexed(account) }),
    body,
  });
}

export function statusPage(status: Status, thread: Context, parts: Common): string {
  const name = nameOf(status.account);
  const title = `${name}: ${plain(status.spoiler_text || status.content, 60) || 'a post without words'}`;
  const description = status.spoiler_text || plain(status.content);
  const others = [...thread.ancestors, status, ...thread.descendants];
  const cards = others.map((one) =>
    one === status
      ? `<li aria-current="true">${post(one, parts.now)}</li>`
      : `<li>${post(one, parts.now)}</li>`,
  );
  const image = status.media_attachments[0]?.preview_url;
  return pageLayout({
    title,
    siteName: parts.siteName,
    app: parts.app,
    description,
    head: head(title, description, status.uri, {
      ...(image && !status.sensitive ? { image } : {}),
      index: indexed(status.account),
    }),
    body: html`<section class="reading"><h1 class="unseen">A post by ${name}</h1><ul class="posts">!${cards.join('')}</ul></section>`,
  });
}

export function tagPage(tag: string, parts: ListParts): string {
  return pageLayout({
    title: `#${tag}`,
    siteName: parts.siteName,
    app: parts.app,
    head: '<meta name="robots" content="noindex">',
    body: html`<section class="reading" aria-labelledby="tag"><h1 id="tag">#${tag}</h1>
!${posts(parts.statuses, parts.now, 'No public posts with this tag.')}
!${older(parts.older)}</section>`,
  });
}
