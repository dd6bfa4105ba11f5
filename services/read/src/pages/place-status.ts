/** What works at this moment, for everybody; the client shows more to whoever runs the place. */
import type { AbilityName, Level } from '@fanfare/contracts';
import { abilityNames } from '@fanfare/contracts';
import type { PublicStatus } from '@fanfare/contracts/entities';
import { html, notice, pageLayout } from '@fanfare/http';
import { toTheMinute } from '../domain/when.ts';

export interface StatusParts {
  siteName: string;
  /** What brings the web client. */
  app: string;
  /** Null: not for everybody. */
  status: PublicStatus | null;
}

const summaries: Record<Level, string> = {
  ok: 'Everything works.',
  degraded: 'Some things work less well than they should.',
  down: 'Much does not work at the moment.',
};
const names: Record<AbilityName, string> = {
  reading: 'Reading',
  posting: 'Posting',
  live: 'Live updates',
  search: 'Search',
  notifications: 'Notifications',
};
const states: Record<Level, string> = {
  ok: 'works',
  degraded: 'works in part',
  down: 'does not work',
};

export function statusPage({ siteName, app, status }: StatusParts): string {
  const title = `How ${siteName} is`;
  return pageLayout({
    title,
    siteName,
    app,
    narrow: true,
    head: '<meta name="robots" content="noindex">',
    body: html`<section class="card" aria-labelledby="status"><h1 id="status">${title}</h1>
!${status === null ? hidden : shown(status)}</section>`,
  });
}

const hidden = `<p>Whether everything works is not shown to everybody here. Whoever runs this place sees it after <a href="/auth/sign_in">signing in</a>.</p>`;

function shown({ status, abilities, at }: PublicStatus): string {
  const rows = abilityNames.map((name) => {
    const level = abilities[name];
    return html`<li><span>${names[name]}</span><strong class="state ${level}">${states[level]}</strong></li>`;
  });
  return html`!${notice(summaries[status], status === 'ok' ? 'good' : status === 'down' ? 'bad' : 'plain')}
<ul class="rows">!${rows.join('')}</ul>
<p class="fine">As of <time datetime="${at}">${toTheMinute(Date.parse(at))}</time>.</p>`;
}
