/** A page that the client fills: what is seen until it has, and by those without JavaScript. */
import { html, pageLayout } from '@fanfare/http';

/** The client's pages that take over from ours: they are on their way before the client asks for them. */
export const pageSources = {
  front: 'src/pages/front.tsx',
  profile: 'src/pages/profile.tsx',
  thread: 'src/pages/thread.tsx',
  tag: 'src/pages/tag.tsx',
  status: 'src/pages/status.tsx',
} as const;
export type PageSource = keyof typeof pageSources;

/** What else somebody can do there who has no client, by the page's address. */
const instead: Readonly<Record<string, string>> = {
  '/start': `<p class="card">An owner's first steps also stand on <a href="/account?done=owner">your account page</a>, which needs no JavaScript.</p>`,
};

export function clientPage(of: { siteName: string; app: string; path: string }): string {
  const more = instead[of.path] ?? '';
  const heading = html`<h1 class="unseen">${of.siteName}</h1>`;
  return pageLayout({
    title: of.siteName,
    siteName: of.siteName,
    app: of.app,
    head: '<meta name="robots" content="noindex">',
    body:
      of.app === ''
        ? `${heading}<p class="card">The web client has not been built: <code>make start</code> builds it.</p>${more}`
        : `${heading}<noscript><p class="card">This page needs JavaScript. People's pages and posts can be read without, and <a href="/">the front page</a> says how to use this place with an app.</p>${more}</noscript>`,
  });
}

/** In the place of a page when the server cannot be reached; kept by the service worker. */
export function offlinePage(of: { siteName: string }): string {
  return pageLayout({
    title: 'Offline',
    siteName: of.siteName,
    narrow: true,
    head: '<meta name="robots" content="noindex">',
    body: html`<section class="card center"><h1>No connection</h1>
<p>${of.siteName} cannot be reached at the moment. What you were writing is kept on this device.</p>
<p class="actions"><a class="button" href="/home">Try again</a></p></section>`,
  });
}
