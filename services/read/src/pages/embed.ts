/** A post in a frame on another site's page: no script, and nothing that belongs to who looks at it. */
import type { Status } from '@fanfare/contracts/entities';
import { bareLayout, html } from '@fanfare/http';
import { post } from './post.ts';
import { titleOf } from './thread.ts';

export function embedPage(status: Status, of: { siteName: string; now: number }): string {
  const url = status.url ?? status.uri;
  return bareLayout({
    title: titleOf(status),
    siteName: of.siteName,
    head: html`<link rel="canonical" href="${url}">
<meta name="robots" content="noindex">`,
    body: html`!${post(status, of.now, { near: 'first', dated: true })}
<p class="fine source"><a href="${url}">Read it on ${of.siteName}</a></p>`,
  });
}
