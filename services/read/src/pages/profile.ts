/** An account's page: what everybody may read of it. */
import type { Account } from '@fanfare/contracts/entities';
import { html, pageLayout } from '@fanfare/http';
import { missingHeader } from '../domain/urls.ts';
import { pageHead } from './head.ts';
import type { ListParts } from './post.ts';
import { figures, nameOf, older, plain, posts } from './post.ts';

export function profilePage(account: Account, parts: ListParts): string {
  const name = nameOf(account);
  const body = html`
<div class="columns">
  <aside aria-label="About ${name}">!${about(account)}</aside>
  <section aria-label="Posts">
    !${posts(parts.statuses, parts.now, 'No public posts.')}
    !${older(parts.older)}
  </section>
</div>`;
  return pageLayout({
    title: `${name} (@${account.acct})`,
    siteName: parts.siteName,
    app: parts.app,
    description: plain(account.note),
    head: headOf(account, parts),
    body,
  });
}

function about(account: Account): string {
  const fields = account.fields.map((field) => html`<dt>${field.name}</dt><dd>!${field.value}</dd>`).join('');
  const banner = account.header_static.endsWith(missingHeader)
    ? ''
    : html`<img class="banner" src="${account.header_static}" alt="${account.header_description}" width="1500" height="500">`;
  const marks = [account.locked ? 'Approves who follows' : '', account.bot ? 'Automated' : ''].filter(
    Boolean,
  );
  return html`<section class="card">
    !${banner}
    <div class="person">
      <img class="avatar" src="${account.avatar_static}" alt="${account.avatar_description}" width="72" height="72">
      <div><h1><bdi>${nameOf(account)}</bdi></h1><p class="fine">@${account.acct}</p></div>
    </div>
    <div class="content">!${account.note}</div>
    !${fields === '' ? '' : `<dl class="facts">${fields}</dl>`}
    !${marks.length === 0 ? '' : html`<p class="fine">${marks.join(' · ')}</p>`}
    !${figures([
      [account.statuses_count, 'post', 'posts'],
      [account.following_count, 'following', 'following'],
      [account.followers_count, 'follower', 'followers'],
    ])}
  </section>`;
}

function headOf(account: Account, parts: ListParts): string {
  const name = nameOf(account);
  const url = account.url ?? account.uri;
  const description = plain(account.note) || `@${account.acct} on ${parts.siteName}.`;
  return pageHead({
    type: 'profile',
    siteName: parts.siteName,
    title: `${name} (@${account.acct})`,
    description,
    canonical: parts.canonical,
    pictures: [{ url: account.avatar_static, alt: account.avatar_description, width: 400, height: 400 }],
    indexed: account.noindex !== true,
    next: parts.older,
    facts: [['profile:username', account.acct]],
    data: {
      '@type': 'ProfilePage',
      dateCreated: account.created_at,
      mainEntity: {
        '@type': 'Person',
        name,
        alternateName: `@${account.acct}`,
        url,
        image: account.avatar_static,
        description,
        agentInteractionStatistic: {
          '@type': 'InteractionCounter',
          interactionType: 'https://schema.org/WriteAction',
          userInteractionCount: account.statuses_count,
        },
      },
    },
  });
}
