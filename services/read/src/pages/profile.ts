/** An account's page: what everybody may read of it. */
import type { Account } from '@fanfare/contracts/entities';
import { html, pageLayout } from '@fanfare/http';
import { missingHeader } from '../domain/urls.ts';
import { onTheDay } from '../domain/when.ts';
import { pageHead } from './head.ts';
import type { ListParts } from './post.ts';
import { nameOf, older, plain, posts } from './post.ts';

export function profilePage(account: Account, parts: ListParts): string {
  const name = nameOf(account);
  const body = html`
<div class="reading">
  !${about(account)}
  <section aria-labelledby="posts">
    <h2 class="unseen" id="posts">Posts</h2>
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
  const fields = account.fields
    .map((field) => html`<div><dt>${field.name}</dt><dd>!${field.value}</dd></div>`)
    .join('');
  const banner = account.header_static.endsWith(missingHeader)
    ? '<div class="banner"></div>'
    : html`<img class="banner" src="${account.header_static}" alt="${account.header_description}" width="1500" height="500" fetchpriority="high">`;
  const marks = [account.locked ? 'approves who follows' : '', account.bot ? 'automated' : ''];
  const handle = [`@${account.acct}`, ...marks].filter(Boolean).join(' · ');
  return html`<section class="card profile" aria-label="${nameOf(account)}">
  !${banner}
  <img class="avatar" src="${account.avatar_static}" alt="${account.avatar_description}" width="96" height="96">
  <div class="words">
    <h1><bdi>${nameOf(account)}</bdi></h1>
    <p class="handle">${handle}</p>
    <div class="content">!${account.note}</div>
    !${fields === '' ? '' : `<dl class="facts">${fields}</dl>`}
    <p class="numbers">!${numbers(account)}</p>
  </div>
</section>`;
}

function numbers(account: Account): string {
  const joined = onTheDay(Date.parse(account.created_at));
  return [
    counted(account.statuses_count, 'post', 'posts'),
    `${account.following_count} following`,
    counted(account.followers_count, 'follower', 'followers'),
    `Joined ${joined}`,
  ]
    .map((text) => html`<span>${text}</span>`)
    .join('');
}

function counted(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
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
