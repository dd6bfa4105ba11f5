import type { Answer } from '@fanfare/http';
import { html, htmlPage } from '@fanfare/http';
import { PASSWORD_MIN } from '../../domain/account-rules.ts';
import { inWords } from '../../domain/scope-words.ts';
import type { Auth } from '../../flows/needs.ts';
import type { OpenSession } from '../../flows/sessions.ts';
import { sessionsOf } from '../../flows/sessions.ts';
import type { Person } from '../../flows/sign-in.ts';
import { accountById, stateOf } from '../../store/accounts.ts';
import type { App, Grant } from '../../store/identity.ts';
import type { Session } from '../../store/identity-sessions.ts';
import { placeNow } from '../../store/instance-settings.ts';
import { browserName } from './browser-name.ts';
import type { Refusal } from './form.ts';
import { field, hidden, noRefusal, problem, success } from './form.ts';
import { frame } from './frame.ts';
import { ownersSteps } from './owners-steps.ts';
import type { Visit } from './visit.ts';

/** What the page says after a change, by the `done` of the redirect. */
export const doneTexts: Record<string, string> = {
  owner: 'You own this place now. What to do next is below.',
  welcome: 'Your account is ready. Open the client here, or connect an app.',
  password: 'Your password was changed. Every other browser and every app has to sign in again.',
  email: 'Your e-mail address was changed.',
  session: 'That browser is signed out.',
  app: 'That app has no access any more.',
};

/** `page`: the small ones, whose refusal is shown on top. */
export type AccountForm = 'password' | 'email' | 'page';

export interface AccountPageState {
  done?: string;
  /** Refusal of the form of this name. */
  failed?: { form: AccountForm; refusal: Refusal; email?: string };
}

export async function accountPage(
  auth: Auth,
  visit: Visit,
  open: OpenSession,
  state: AccountPageState,
): Promise<Answer> {
  const { person } = open;
  const account = await accountById(auth.db, person.account_id);
  const [sessions, apps, standing, place] = await Promise.all([
    sessionsOf(auth, person),
    connectedApps(auth, person),
    stateOf(auth.db, person.account_id),
    placeNow(auth),
  ]);
  const name = account?.username ?? person.username_key;
  const token = hidden({ csrf: visit.csrf });
  const trouble = state.failed?.form === 'page' ? state.failed.refusal.text : null;
  const body = html`!${problem(trouble)}!${success(doneTexts[state.done ?? ''] ?? null)}
<section class="card"><h1>@${name}</h1>
<p>Your e-mail address is <strong>${person.email}</strong>. Others see you on <a href="/@${name}">your public page</a>.</p>
<form method="post" action="/auth/sign_out">!${token}<p class="actions"><a class="button" href="/home">Open the client</a><button type="submit" class="button second">Sign out</button></p></form>
</section>
!${standing?.role === 'owner' ? ownersSteps() : ''}
<section class="card"><h2>Apps</h2>!${appList(apps, token, new URL(auth.publicUrl).host)}</section>
<section class="card"><h2>Browsers</h2>!${sessionList(sessions, open.session, token)}</section>
!${passwordForm(token, state)}
!${emailForm(token, person, state)}`;
  const { status, headers } = state.failed?.refusal ?? noRefusal;
  return htmlPage(frame(place, { title: 'Your account', body, signedInAs: name }), {
    status,
    headers: { ...headers, 'set-cookie': visit.setCookies },
  });
}

interface ConnectedApp {
  app: App;
  scopes: string[];
  since: number;
}

/** Grants that hold tokens, together by application. */
async function connectedApps(auth: Auth, person: Person): Promise<ConnectedApp[]> {
  const grants = (await auth.identity.grants.ofAccount(person.account_id)).filter(
    (grant) => grant.access_hash !== null && grant.valid_after >= person.valid_after,
  );
  const byApp = new Map<string, Grant[]>();
  for (const grant of grants) byApp.set(grant.app_id, [...(byApp.get(grant.app_id) ?? []), grant]);
  const apps = await auth.identity.apps.byIds([...byApp.keys()]);
  return apps
    .map((app) => {
      const own = byApp.get(app.id) ?? [];
      return {
        app,
        scopes: [...new Set(own.flatMap((grant) => grant.scopes))],
        since: Math.min(...own.map((grant) => grant.created_at)),
      };
    })
    .sort((one, other) => other.since - one.since);
}

function appList(apps: readonly ConnectedApp[], token: string, host: string): string {
  if (apps.length === 0) {
    return html`<p>None is connected yet. <a href="/home">The client</a> of this place runs in your browser. Or open an app that speaks the Mastodon API, on a phone, in the browser or in a terminal. When it asks for your server, type</p>
<p><code class="secret">${host}</code></p>
<p>and allow it here.</p>`;
  }
  const items = apps.map(
    ({ app, scopes, since }) => html`<li><div><strong>${app.name}</strong>
<p class="fine">Since ${day(since)}. May: ${inWords(scopes).map(lowerFirst).join('; ')}.</p></div>
<form method="post" action="/account/apps">!${token}!${hidden({ id: app.id })}<button type="submit" class="button danger small">Take access back</button></form></li>`,
  );
  return html`<ul class="rows">!${items.join('')}</ul>`;
}

function sessionList(sessions: readonly Session[], here: Session, token: string): string {
  const items = sessions.map((session) => {
    const end =
      session.id === here.id
        ? html`<span class="fine">This browser</span>`
        : html`<form method="post" action="/account/sessions">!${token}!${hidden({ id: session.id })}<button type="submit" class="button danger small">Sign out</button></form>`;
    return html`<li><div><strong>${browserName(session.user_agent)}</strong>
<p class="fine">Since ${day(session.created_at)}, last seen ${day(session.seen_at)}, from ${session.ip}</p></div>!${end}</li>`;
  });
  return html`<ul class="rows">!${items.join('')}</ul>`;
}

function passwordForm(token: string, { failed }: AccountPageState): string {
  const refusal = failed?.form === 'password' ? failed.refusal : noRefusal;
  return html`<section class="card" id="password-form"><h2>Change your password</h2>
!${problem(refusal.text)}
<form method="post" action="/account/password">!${token}
!${field({ name: 'current_password', label: 'Present password', type: 'password', autocomplete: 'current-password', errors: refusal.fields.current_password })}
!${field({ name: 'password', label: 'New password', type: 'password', hint: `At least ${PASSWORD_MIN} characters.`, autocomplete: 'new-password', errors: refusal.fields.password })}
<p class="fine">All other browsers and all apps are signed out.</p>
<p class="actions"><button type="submit" class="button">Change my password</button></p>
</form></section>`;
}

function emailForm(token: string, person: Person, { failed }: AccountPageState): string {
  const refusal = failed?.form === 'email' ? failed.refusal : noRefusal;
  const { email_password: errors = [] } = refusal.fields;
  return html`<section class="card" id="email-form"><h2>Change your e-mail address</h2>
!${problem(refusal.text)}
<form method="post" action="/account/email">!${token}
!${field({ name: 'email', label: 'New e-mail', type: 'email', value: failed?.email ?? '', hint: `Now: ${person.email}`, autocomplete: 'email', errors: refusal.fields.email })}
!${field({ name: 'email_password', label: 'Password', type: 'password', autocomplete: 'current-password', errors })}
<p class="actions"><button type="submit" class="button">Change my e-mail</button></p>
</form></section>`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
