/** The question whether an application may act for a person. */
import type { Answer } from '@fanfare/http';
import { html, htmlPage } from '@fanfare/http';
import { OUT_OF_BAND } from '../../domain/redirects.ts';
import { inWords } from '../../domain/scope-words.ts';
import type { ConsentRequest } from '../../flows/authorize.ts';
import type { Auth } from '../../flows/needs.ts';
import type { OpenSession } from '../../flows/sessions.ts';
import { accountById } from '../../store/accounts.ts';
import { placeNow } from '../../store/instance-settings.ts';
import { hidden, problem } from './form.ts';
import { frame } from './frame.ts';
import type { Visit } from './visit.ts';

export interface Consent {
  asked: ConsentRequest;
  /** Of the request, which the form sends again. */
  parameters: Record<string, string | undefined>;
  /** Of the page itself. */
  url: URL;
  trouble?: string | null;
}

export async function consentPage(
  auth: Auth,
  visit: Visit,
  { person }: OpenSession,
  { asked, parameters, url, trouble = null }: Consent,
): Promise<Answer> {
  const [place, account] = await Promise.all([placeNow(auth), accountById(auth.db, person.account_id)]);
  const name = account?.username ?? person.username_key;
  const form = html`<form method="post" action="/oauth/authorize">
!${hidden({ ...parameters, csrf: visit.csrf })}
<p class="actions"><button type="submit" class="button" name="decision" value="allow">Allow</button>
<button type="submit" class="button second" name="decision" value="deny">Cancel</button></p>
</form>`;
  const query = new URLSearchParams({ force: '1', next: url.pathname + url.search });
  const other = html`Not you? <a href="/auth/sign_in?${query.toString()}">Use another account</a>`;
  const parts = { asked, name, form, other, trouble: problem(trouble) };
  const { title, body } = isOwnClient(auth, asked) ? ownClient(parts, place.title) : anyApp(parts);
  return htmlPage(frame(place, { title, body, signedInAs: name }), {
    status: trouble === null ? 200 : 403,
    headers: { 'set-cookie': visit.setCookies },
  });
}

interface Parts {
  asked: ConsentRequest;
  name: string;
  /** Markup, as the rest. */
  form: string;
  other: string;
  trouble: string;
}

function anyApp({ asked, name, form, other, trouble }: Parts) {
  const { app, redirectUri, scopes } = asked;
  const site =
    app.website === null
      ? ''
      : html`<p class="fine"><a href="${app.website}" rel="noopener nofollow">${app.website}</a></p>`;
  const where =
    redirectUri === OUT_OF_BAND
      ? html`You will get a code to copy into the application.`
      : html`You will be sent to <code>${shownTarget(redirectUri)}</code>.`;
  const title = `${app.name} asks for access`;
  const body = html`<section class="card">
<h1>${title}</h1>
!${site}
!${trouble}
<p>to your account <strong>@${name}</strong>. It will be able to:</p>
!${wishes(scopes)}
!${form}
<p class="fine">!${where} You can take the access back at any time on <a href="/account">your account page</a>.
!${other}</p>
</section>`;
  return { title, body };
}

/** Nobody has to be told at length about the place that they are at; only the staff's rights are never folded away. */
function ownClient({ asked, name, form, other, trouble }: Parts, site: string) {
  const open = asked.scopes.some((scope) => scope.startsWith('admin:')) ? ' open' : '';
  const title = `Go on as @${name}`;
  const body = html`<section class="card">
<h1>${title}</h1>
!${trouble}
<p>You will be signed in to <strong>${site}</strong> in this browser.</p>
!${form}
<p class="fine">!${other}</p>
<details!${open}><summary>What ${asked.app.name} may do then</summary>!${wishes(asked.scopes)}</details>
</section>`;
  return { title, body };
}

/**
 * Leads back to the client that this server itself serves. Anybody may register an application with that address, so it
 * only shortens the page: it never answers in the person's place.
 */
function isOwnClient({ publicUrl }: Auth, { redirectUri }: ConsentRequest): boolean {
  return redirectUri === `${new URL(publicUrl).origin}/signed-in`;
}

function wishes(scopes: readonly string[]): string {
  return `<ul class="ticks">${inWords(scopes)
    .map((sentence) => html`<li>${sentence}</li>`)
    .join('')}</ul>`;
}

/** Host of a web address, scheme of an app on this device. */
function shownTarget(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri);
  return protocol === 'http:' || protocol === 'https:' ? host : `${protocol}//`;
}
