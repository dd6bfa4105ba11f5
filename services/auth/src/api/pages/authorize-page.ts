import type { Answer, Route } from '@fanfare/http';
import { html, htmlPage, redirect, route } from '@fanfare/http';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { OUT_OF_BAND, withParameters } from '../../domain/redirects.ts';
import { inWords } from '../../domain/scope-words.ts';
import type { ConsentRequest, Judged } from '../../flows/authorize.ts';
import { grantCode, judgeAuthorize, refusal } from '../../flows/authorize.ts';
import type { Auth } from '../../flows/needs.ts';
import type { OpenSession } from '../../flows/sessions.ts';
import { accountById } from '../../store/accounts.ts';
import { hidden, problem, staleForm } from './form.ts';
import { frame } from './frame.ts';
import type { Visit } from './visit.ts';
import { isOwnForm, visitOf } from './visit.ts';

const Text = Type.Optional(Type.String());
const Parameters = Type.Object({
  response_type: Text,
  client_id: Text,
  redirect_uri: Text,
  scope: Text,
  state: Text,
  code_challenge: Text,
  code_challenge_method: Text,
});
type Parameters = Static<typeof Parameters>;

export function authorizeRoutes(auth: Auth): Route[] {
  return [
    route({
      method: 'GET',
      path: '/oauth/authorize',
      summary: 'The page that asks a person for consent',
      auth: 'none',
      kind: 'page',
      query: Type.Object({
        ...Parameters.properties,
        force_login: Type.Optional(Type.Boolean()),
        lang: Text,
      }),
      async handle(request) {
        const judged = await judgeAuthorize(auth, request.query);
        if (judged.kind !== 'asked') return unasked(auth, judged);
        const visit = await visitOf(auth, request);
        if (visit.session === null || request.query.force_login === true)
          return toSignIn(request.url, request.query.force_login === true);
        return consentPage(auth, visit, visit.session, judged.request, request.query, request.url);
      },
    }),
    route({
      method: 'POST',
      path: '/oauth/authorize',
      summary: 'Give or refuse consent',
      auth: 'none',
      kind: 'page',
      body: Type.Object({ ...Parameters.properties, csrf: Text, decision: Text }),
      async handle(request) {
        const { body } = request;
        const judged = await judgeAuthorize(auth, body);
        if (judged.kind !== 'asked') return unasked(auth, judged);
        const asked = judged.request;
        const visit = await visitOf(auth, request);
        const url = new URL(withParameters(`${auth.publicUrl}/oauth/authorize`, parametersOf(body)));
        if (visit.session === null) return toSignIn(url, false);
        if (!isOwnForm(auth, request, visit, body.csrf)) {
          return consentPage(auth, visit, visit.session, asked, body, url, staleForm.text);
        }
        if (body.decision !== 'allow') return refused(auth, asked);
        const code = await grantCode(auth, asked, visit.session.person);
        if (asked.redirectUri === OUT_OF_BAND) return codePage(auth, asked, code);
        return redirect(withParameters(asked.redirectUri, { code, state: asked.state }));
      },
    }),
  ];
}

function parametersOf(from: Parameters): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.keys(Parameters.properties).map((name) => [name, from[name as keyof Parameters]]),
  );
}

/** Comes back here afterwards, without asking for another login. */
function toSignIn(url: URL, force: boolean): Answer {
  const back = new URL(url);
  back.searchParams.delete('force_login');
  const query = new URLSearchParams({ next: back.pathname + back.search });
  if (force) query.set('force', '1');
  return redirect(`/auth/sign_in?${query}`);
}

function unasked(auth: Auth, judged: Exclude<Judged, { kind: 'asked' }>): Answer {
  if (judged.kind === 'refused') return redirect(judged.location);
  const body = html`<section class="card center"><h1>That did not work</h1>
<p>${judged.why}</p>
<p class="fine">Go back to the application and try to connect it again.</p></section>`;
  return htmlPage(frame(auth, { title: 'That did not work', body }), { status: 400 });
}

function refused(auth: Auth, asked: ConsentRequest): Answer {
  const why = 'The resource owner or authorization server denied the request.';
  if (asked.redirectUri !== OUT_OF_BAND)
    return redirect(refusal(asked.redirectUri, 'access_denied', why, asked.state));
  const body = html`<section class="card center"><h1>Nothing was allowed</h1>
<p><strong>${asked.app.name}</strong> has no access to your account. You can close this page.</p></section>`;
  return htmlPage(frame(auth, { title: 'Nothing was allowed', body }));
}

async function consentPage(
  auth: Auth,
  visit: Visit,
  { person }: OpenSession,
  asked: ConsentRequest,
  parameters: Parameters,
  url: URL,
  trouble: string | null = null,
): Promise<Answer> {
  const { app, redirectUri } = asked;
  const name = (await accountById(auth.db, person.account_id))?.username ?? person.username_key;
  const other = new URLSearchParams({ force: '1', next: url.pathname + url.search });
  const site =
    app.website === null
      ? ''
      : html`<p class="fine"><a href="${app.website}" rel="noopener nofollow">${app.website}</a></p>`;
  const wishes = inWords(asked.scopes)
    .map((sentence) => html`<li>${sentence}</li>`)
    .join('');
  const where =
    redirectUri === OUT_OF_BAND
      ? html`You will get a code to copy into the application.`
      : html`You will be sent to <code>${shownTarget(redirectUri)}</code>.`;
  const body = html`<section class="card">
<h1>${app.name} asks for access</h1>
!${site}
!${problem(trouble)}
<p>to your account <strong>@${name}</strong>. It will be able to:</p>
<ul class="ticks">!${wishes}</ul>
<form method="post" action="/oauth/authorize">
!${hidden({ ...parametersOf(parameters), csrf: visit.csrf })}
<p class="actions"><button type="submit" class="button" name="decision" value="allow">Allow</button>
<button type="submit" class="button second" name="decision" value="deny">Cancel</button></p>
</form>
<p class="fine">!${where} You can take the access back at any time on <a href="/account">your account page</a>.
Not you? <a href="/auth/sign_in?${other.toString()}">Use another account</a></p>
</section>`;
  const layout = frame(auth, { title: `${app.name} asks for access`, body, signedInAs: name });
  return htmlPage(layout, {
    status: trouble === null ? 200 : 403,
    headers: { 'set-cookie': visit.setCookies },
  });
}

/** Host of a web address, scheme of an app on this device. */
function shownTarget(redirectUri: string): string {
  const { protocol, host } = new URL(redirectUri);
  return protocol === 'http:' || protocol === 'https:' ? host : `${protocol}//`;
}

function codePage(auth: Auth, asked: ConsentRequest, code: string): Answer {
  const body = html`<section class="card center">
<h1>Copy this code</h1>
<p>and paste it into <strong>${asked.app.name}</strong>. It works once, for ten minutes.</p>
<p><code class="secret" id="code">${code}</code></p>
</section>`;
  return htmlPage(frame(auth, { title: 'Copy this code', body }));
}
