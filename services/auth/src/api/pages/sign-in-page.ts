import type { Answer, Route } from '@fanfare/http';
import { html, htmlPage, redirect, route } from '@fanfare/http';
import { Type } from 'typebox';
import { localPath } from '../../domain/redirects.ts';
import type { Auth } from '../../flows/needs.ts';
import { signIn } from '../../flows/sign-in.ts';
import { placeNow } from '../../store/instance-settings.ts';
import type { Refusal } from './form.ts';
import { field, hidden, noRefusal, problem, refusalOf, staleForm } from './form.ts';
import { frame } from './frame.ts';
import type { Visit } from './visit.ts';
import { isOwnForm, signInHere, signOutHere, visitOf } from './visit.ts';

const Text = Type.Optional(Type.String());
const AFTER = '/account';

export function signInRoutes(auth: Auth): Route[] {
  async function page(visit: Visit, of: { next: string; name: string; refusal: Refusal }): Promise<Answer> {
    const { next, name, refusal } = of;
    const [app, place] = await Promise.all([appNameIn(auth, next), placeNow(auth)]);
    const query = new URLSearchParams({ next });
    const body = html`<section class="card">
<h1>Sign in</h1>
!${app === null ? '' : html`<p>to go on to <strong>${app}</strong></p>`}
!${problem(refusal.text)}
<form method="post" action="/auth/sign_in">
!${hidden({ csrf: visit.csrf, next })}
!${field({ name: 'name', label: 'Username or e-mail', value: name, autocomplete: 'username', verbatim: true })}
!${field({ name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password' })}
<p class="actions"><button type="submit" class="button">Sign in</button></p>
</form>
!${place.registrationsOpen ? html`<p class="fine">New here? <a href="/auth/sign_up?${query.toString()}">Make an account</a></p>` : ''}
</section>`;
    const headers = { ...refusal.headers, 'set-cookie': visit.setCookies };
    return htmlPage(frame(place, { title: 'Sign in', body }), {
      status: refusal.status,
      headers,
    });
  }

  return [
    route({
      method: 'GET',
      path: '/auth/sign_in',
      summary: 'The page to sign in',
      auth: 'none',
      kind: 'page',
      query: Type.Object({ next: Text, force: Text }),
      async handle(request) {
        const visit = await visitOf(auth, request);
        const next = localPath(request.query.next, AFTER);
        if (visit.session !== null && request.query.force === undefined) return redirect(next);
        return page(visit, { next, name: '', refusal: noRefusal });
      },
    }),
    route({
      method: 'POST',
      path: '/auth/sign_in',
      summary: 'Sign in',
      auth: 'none',
      kind: 'page',
      rate: 'login',
      body: Type.Object({ csrf: Text, next: Text, name: Text, password: Text }),
      async handle(request) {
        const { body } = request;
        const visit = await visitOf(auth, request);
        const next = localPath(body.next, AFTER);
        const name = body.name ?? '';
        const again = (refusal: Refusal) => page(visit, { next, name, refusal });
        if (!isOwnForm(auth, request, visit, body.csrf)) return again(staleForm);
        try {
          const person = await signIn(auth, { name, password: body.password ?? '', ip: request.ip });
          if (person !== null)
            return redirect(next, { 'set-cookie': await signInHere(auth, request, person) });
          return again({ ...noRefusal, status: 422, text: 'Name and password do not belong together.' });
        } catch (error) {
          return again(refusalOf(error));
        }
      },
    }),
    ...signOutRoutes(auth),
  ];
}

function signOutRoutes(auth: Auth): Route[] {
  return [
    route({
      method: 'GET',
      path: '/auth/sign_out',
      summary: 'The page to sign out',
      auth: 'none',
      kind: 'page',
      async handle(request) {
        const visit = await visitOf(auth, request);
        if (visit.session === null) return redirect('/');
        const body = html`<section class="card center">
<h1>Sign out</h1>
<p>Apps that you have connected stay connected. You can take them off the list on <a href="/account">your account page</a>.</p>
<form method="post" action="/auth/sign_out">!${hidden({ csrf: visit.csrf })}
<p class="actions"><button type="submit" class="button">Sign out on this browser</button></p></form>
</section>`;
        const signedInAs = visit.session.person.username_key;
        return htmlPage(frame(await placeNow(auth), { title: 'Sign out', body, signedInAs }), {
          headers: { 'set-cookie': visit.setCookies },
        });
      },
    }),
    route({
      method: 'POST',
      path: '/auth/sign_out',
      summary: 'Sign out',
      auth: 'none',
      kind: 'page',
      body: Type.Object({ csrf: Text }),
      async handle(request) {
        const visit = await visitOf(auth, request);
        if (!isOwnForm(auth, request, visit, request.body.csrf)) return redirect('/auth/sign_out');
        return redirect('/', { 'set-cookie': await signOutHere(auth, request) });
      },
    }),
  ];
}

/** So that people see for whom they sign in. */
async function appNameIn(auth: Auth, next: string): Promise<string | null> {
  const url = new URL(next, auth.publicUrl);
  const id = url.pathname.startsWith('/oauth/authorize') ? url.searchParams.get('client_id') : null;
  return id === null ? null : ((await auth.identity.apps.byId(id))?.name ?? null);
}
