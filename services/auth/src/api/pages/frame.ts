import type { Place } from '@fanfare/contracts';
import type { PageParts } from '@fanfare/http';
import { pageLayout } from '@fanfare/http';

/** One narrow column in the house's look, under the name of the place. */
export function frame(place: Place, parts: Pick<PageParts, 'title' | 'body' | 'signedInAs'>): string {
  return pageLayout({ ...parts, siteName: place.title, narrow: true });
}
