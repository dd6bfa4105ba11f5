/** A tag's page. */
import { html, pageLayout } from '@fanfare/http';
import { pageHead } from './head.ts';
import type { ListParts } from './post.ts';
import { older, posts } from './post.ts';

export function tagPage(tag: string, parts: ListParts): string {
  const title = `#${tag}`;
  const description = `Public posts with the tag #${tag} on ${parts.siteName}.`;
  return pageLayout({
    title,
    siteName: parts.siteName,
    app: parts.app,
    description,
    // Whoever asks not to be listed is not listed by way of a tag either.
    head: pageHead({
      type: 'website',
      siteName: parts.siteName,
      title,
      description,
      canonical: parts.canonical,
      pictures: [],
      indexed: false,
      next: parts.older,
    }),
    body: html`<section class="reading" aria-labelledby="tag"><h1 id="tag"><bdi>#${tag}</bdi></h1>
!${posts(parts.statuses, parts.now, 'No public posts with this tag.')}
!${older(parts.older)}</section>`,
  });
}
