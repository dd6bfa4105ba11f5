/** The front page: what this place is, how to get in, what people say in public. */
import type { Status } from '@fanfare/contracts/entities';
import { html, pageLayout, rulesList } from '@fanfare/http';
import { escapeHtml } from '@fanfare/text';
import type { InstanceFacts } from '../domain/present-instance.ts';
import { thumbnailPath } from '../domain/present-instance.ts';
import type { Urls } from '../domain/urls.ts';
import { pageHead } from './head.ts';
import { figures, posts } from './post.ts';

export interface FrontParts {
  instance: InstanceFacts;
  urls: Urls;
  newest: readonly Status[];
  now: number;
  /** What brings the web client. */
  app: string;
}

export function frontPage({ instance, urls, newest, now, app }: FrontParts): string {
  const join = instance.registrationsOpen
    ? '<a class="button" href="/auth/sign_up">Create an account</a>'
    : '';
  const body = html`
<section class="hero">
  <h1>${instance.title}</h1>
  !${paragraphs(instance.description)}
  <p class="actions">!${join}<a class="button ${join === '' ? '' : 'second'}" href="/auth/sign_in">Sign in</a></p>
</section>
<div class="columns">
  <section aria-labelledby="newest">
    <h2 id="newest">Newest posts</h2>
    !${posts(newest, now, 'Nobody has posted anything in public yet. The first post could be yours.')}
  </section>
  <aside>!${rulesCard(instance)}!${numbers(instance)}!${connect(instance, urls)}</aside>
</div>`;
  return pageLayout({
    title: instance.title,
    siteName: instance.title,
    app,
    description: instance.description,
    head: pageHead({
      type: 'website',
      siteName: instance.title,
      title: instance.title,
      description: instance.description,
      canonical: `${urls.base}/`,
      pictures: [{ url: `${urls.base}${thumbnailPath}`, alt: instance.title, width: 1200, height: 630 }],
      large: true,
      indexed: true,
      data: {
        '@type': 'WebSite',
        name: instance.title,
        url: `${urls.base}/`,
        description: instance.description,
      },
    }),
    body,
  });
}

/** Blank lines part them. */
function paragraphs(text: string): string {
  return text
    .split(/\n\s*\n/)
    .filter((part) => part !== '')
    .map((part) => html`<p class="lead" dir="auto">!${part.split('\n').map(escapeHtml).join('<br>')}</p>`)
    .join('');
}

function rulesCard({ rules }: InstanceFacts): string {
  return rules.length === 0
    ? ''
    : html`<section class="card" aria-labelledby="rules"><h2 id="rules">Rules</h2>!${rulesList(rules)}</section>`;
}

function numbers({ usage }: InstanceFacts): string {
  const numbers = figures([
    [usage.accounts, 'person', 'people'],
    ...(usage.activeMonth === 0
      ? []
      : [[usage.activeMonth, 'active this month', 'active this month'] as const]),
    [usage.statuses, 'post', 'posts'],
  ]);
  return html`<section class="card">!${numbers}</section>`;
}

function connect({ registrationsOpen, contactEmail: email }: InstanceFacts, urls: Urls): string {
  const closed = registrationsOpen ? '' : '<p>This place takes no new accounts at the moment.</p>';
  const contact =
    email === '' ? '' : html`<p class="fine">Questions: <a href="mailto:${email}">${email}</a></p>`;
  return html`<section class="card">
    <h2>Use it with your app</h2>
    !${closed}
    <p>Apps that speak the Mastodon API work here: on phones, in the browser, in a terminal. When the app asks for your server, type</p>
    <p><code class="secret">${urls.host}</code></p>
    <p>and sign in with your account. Programs begin at <a href="/api/openapi.json">the API's description</a>.</p>
    !${contact}
  </section>`;
}
