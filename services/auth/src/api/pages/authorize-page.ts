import type { Answer, Route } from '@fanfare/http';
import { html, htmlPage, redirect, route } from '@fanfare/http';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { OUT_OF_BAND, withParameters } from '../../domain/redirects.ts';
import type { ConsentRequest, Judged } from '../../flows/authorize.ts';
import { grantCode, judgeAuthorize, refusal } from '../../flows/authorize.ts';
import type { Auth } from '../../flows/needs.ts';
import { placeNow } from '../../store/instance-settings.ts';
import { consentPage } from './consent-page.ts';
import { staleForm } from './form.ts';
import { frame } from './frame.ts';
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
        const parameters = parametersOf(request.query);
        return consentPage(auth, visit, visit.session, {
          asked: judged.request,
          parameters,
          url: request.url,
        });
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
          const parameters = parametersOf(body);
          return consentPage(auth, visit, visit.session, { asked, parameters, url, trouble: staleForm.text });
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

async function unasked(auth: Auth, judged: Exclude<Judged, { kind: 'asked' }>): Promise<Answer> {
  if (judged.kind === 'refused') return redirect(judged.location);
  const body = html`<section class="card center"><h1>That did not work</h1>
<p>${judged.why}</p>
<p class="fine">Go back to the application and try to connect it again.</p></section>`;
  return htmlPage(frame(await placeNow(auth), { title: 'That did not work', body }), { status: 400 });
}

async function refused(auth: Auth, asked: ConsentRequest): Promise<Answer> {
  const why = 'The resource owner or authorization server denied the request.';
  if (asked.redirectUri !== OUT_OF_BAND)
    return redirect(refusal(asked.redirectUri, 'access_denied', why, asked.state));
  const body = html`<section class="card center"><h1>Nothing was allowed</h1>
<p><strong>${asked.app.name}</strong> has no access to your account. You can close this page.</p></section>`;
  return htmlPage(frame(await placeNow(auth), { title: 'Nothing was allowed', body }));
}

async function codePage(auth: Auth, asked: ConsentRequest, code: string): Promise<Answer> {
  const body = html`<section class="card center">
<h1>Copy this code</h1>
<p>and paste it into <strong>${asked.app.name}</strong>. It works once, for ten minutes.</p>
<p><code class="secret" id="code">${code}</code></p>
</section>`;
  return htmlPage(frame(await placeNow(auth), { title: 'Copy this code', body }));
}
