import { html } from './html.ts';
import { icon, stylesheet } from './stylesheet.ts';
import { ways } from './ways.ts';

export interface PageParts {
  title: string;
  /** Markup, made with `html`. */
  body: string;
  /** One sentence for link previews and search engines. */
  description?: string;
  siteName?: string;
  /** The name of whoever is signed in on this page. */
  signedInAs?: string;
  /** One column for forms and messages. */
  narrow?: boolean;
  /** Markup for the head that brings the web client, which then takes the page over. */
  app?: string;
  /** Further markup for the head, e.g. link elements. */
  head?: string;
}

const account = '<a class="account" href="/account">Your account</a>';

/** A whole page in the house's look: works without JavaScript, on a phone and in the dark. */
export function pageLayout(parts: PageParts): string {
  const site = parts.siteName ?? 'Fanfare';
  // Forms and messages for who is signed out need no second way in.
  const around = parts.narrow === true ? '' : parts.app ? ways : account;
  const beside =
    parts.signedInAs === undefined
      ? around
      : html`<a class="account" href="/account">Signed in as <strong>${parts.signedInAs}</strong></a>`;
  return html`!${beginning(parts)}
<body>
<div id="app">
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="/"><svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><path d="M4 13v6l4 .6V12.400zM10 12.100v7.800l14 5.100V7zM26 11.500a6 6 0 0 1 0 9zM11.500 21.800l1.600 5.200h4l-1.900-3.900z"/></svg><span class="site-name">${site}</span></a>
!${beside}
</header>
<main id="main" class="${parts.narrow === true ? 'narrow' : 'wide'}">!${parts.body}</main>
<footer class="bottom"><a href="/">About</a><a href="/account">Your account</a><a href="/api/openapi.json">API</a><span>Runs on Fanfare</span></footer>
</div>
</body>
</html>
`;
}

/** What stands in a frame on another site's page: no way around but the body's own, and links lead out of the frame. */
export function bareLayout(parts: Pick<PageParts, 'title' | 'body' | 'siteName' | 'head'>): string {
  const head = `<base target="_blank">${parts.head ?? ''}`;
  return html`!${beginning({ ...parts, head })}
<body class="bare">
<main id="main">!${parts.body}</main>
</body>
</html>
`;
}

function beginning(parts: PageParts): string {
  const site = parts.siteName ?? 'Fanfare';
  const title = parts.title === site ? site : `${parts.title} · ${site}`;
  const description =
    parts.description === undefined ? '' : html`<meta name="description" content="${parts.description}">`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f6f5f8" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#131219" media="(prefers-color-scheme: dark)">
!${description}
<link rel="icon" href="${icon().path}" type="image/svg+xml">
<link rel="stylesheet" href="${stylesheet().path}">
!${parts.head ?? ''}
!${parts.app ?? ''}
</head>`;
}
