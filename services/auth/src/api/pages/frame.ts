import type { PageParts } from '@fanfare/http';
import { pageLayout } from '@fanfare/http';
import type { Auth } from '../../flows/needs.ts';

/** One narrow column in the house's look, under the name of the place. */
export function frame(auth: Auth, parts: Pick<PageParts, 'title' | 'body' | 'signedInAs'>): string {
  return pageLayout({ ...parts, siteName: auth.config.INSTANCE_TITLE, narrow: true });
}
