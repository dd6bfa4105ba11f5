import { html } from './html.ts';
import { pageLayout } from './layout.ts';

const titles: Record<number, string> = {
  400: 'That request makes no sense',
  401: 'Please sign in first',
  403: 'This is not for you',
  404: 'Nothing here',
  410: 'This is gone',
  413: 'That was too much',
  422: 'Something is missing',
  429: 'Too fast',
  503: 'Back in a moment',
};

export interface ErrorPageParts {
  status: number;
  /** Must be safe to show. */
  text: string;
  requestId: string;
  siteName: string;
  /** What brings the web client, where it may know better. */
  app?: string;
}

export function errorPage(of: ErrorPageParts): string {
  const title = titles[of.status] ?? (of.status >= 500 ? 'Something broke' : 'That did not work');
  const hint =
    of.status === 404 ? 'The page you followed a link to does not exist, or you may not see it.' : of.text;
  const body = html`
    <section class="card center">
      <p class="big-number">${of.status}</p>
      <h1>${title}</h1>
      <p>${hint}</p>
      <p class="actions"><a class="button" href="/">Go to the front page</a></p>
      <p class="fine">Request <code>${of.requestId}</code></p>
    </section>`;
  return pageLayout({ title, body, siteName: of.siteName, narrow: true, app: of.app ?? '' });
}
