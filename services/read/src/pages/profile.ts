/** An account's page, a post's page and a tag's page: what everybody may read. */
import type { Account, Context, Status } from '@fanfare/contracts/entities';
import { html, pageLayout } from '@fanfare/http';
import { plain, post, posts } from './post.ts';

interface Common {
  siteName: string;
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
  const body = html`
<div class="columns">
  <section aria-label="Posts">
    !${posts(parts.statuses, parts.now, 'No public posts.')}
    !${older(parts.older)}
  </section>
  <aside><section class="card">
    <div class="person">
      <img class="avatar" src="${account.avatar_static}" alt="${account.avatar_description}" width="48" height="48">
      <div><h1>${name}</h1><p class="fine">@${account.acct}</p></div>
    </div>
    <div class="content">!${account.note}</div>
    !${fields === '' ? '' : `<ul class="rows">${fields}</ul>`}
    <dl class="figures">
      <div><dt>posts</dt><dd>${account.statuses_count}</dd></div>
      <div><dt>following</dt><dd>${account.following_count}</dd></div>
      <div><dt>followers</dt><dd>${account.followers_count}</dd></div>
    </dl>
  </section></aside>
</div>`;
  const title = `${name} (@${account.acct})`;
  const description = plain(account.note);
  return pageLayout({
    title,
    siteName: parts.siteName,
    description,
    head: head(title, description, account.uri, { image: account.avatar_static, index: indexed(account) }),
    body,
  });
}

export function statusPage(status: Status, thread: Context, parts: Common): string {
  const title = `${nameOf(status.account)}: ${plain(status.spoiler_text || status.content, 60)}`;
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
    description,
    head: head(title, description, status.uri, {
      ...(image && !status.sensitive ? { image } : {}),
      index: indexed(status.account),
    }),
    body: `<section aria-label="Conversation"><ul class="posts">${cards.join('')}</ul></section>`,
  });
}

export function tagPage(tag: string, parts: ListParts): string {
  return pageLayout({
    title: `#${tag}`,
    siteName: parts.siteName,
    head: '<meta name="robots" content="noindex">',
    body: html`<section aria-labelledby="tag"><h1 id="tag">#${tag}</h1>
!${posts(parts.statuses, parts.now, 'No public posts with this tag.')}
!${older(parts.older)}</section>`,
  });
}
