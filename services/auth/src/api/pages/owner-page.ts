import type { Answer, Route } from '@fanfare/http';
import { html, htmlPage, redirect, route } from '@fanfare/http';
import { Type } from 'typebox';
import type { Auth } from '../../flows/needs.ts';
import { isOwnerLink, makeOwner } from '../../flows/owner.ts';
import { personOf } from '../../flows/sign-in.ts';
import { placeNow } from '../../store/instance-settings.ts';
import type { Refusal } from './form.ts';
import { hidden, noRefusal, problem, refusalOf, staleForm } from './form.ts';
import { frame } from './frame.ts';
import type { PersonForm } from './sign-up-page.ts';
import { personFields } from './sign-up-page.ts';
import type { Visit } from './visit.ts';
import { isOwnForm, signInHere, visitOf } from './visit.ts';

const Text = Type.Optional(Type.String());
const Params = Type.Object({ token: Type.String() });

export function ownerRoutes(auth: Auth): Route[] {
  async function page(visit: Visit, token: string, typed: PersonForm, refusal: Refusal): Promise<Answer> {
    const body = html`<section class="card">
<h1>Welcome to your Fanfare</h1>
<p>This account will own the place: it can approve posts, name admins and moderators, and change every rule.</p>
!${problem(refusal.text)}
<form method="post" action="/setup/${token}">
!${hidden({ csrf: visit.csrf })}
!${personFields(typed, refusal)}
<p class="actions"><button type="submit" class="button">Make me the owner</button></p>
</form>
<p class="fine">This link works once. Whoever starts the server gets a new one until there is an owner.</p>
</section>`;
    const headers = { ...refusal.headers, 'set-cookie': visit.setCookies };
    return htmlPage(frame(await placeNow(auth), { title: 'Welcome', body }), {
      status: refusal.status,
      headers,
    });
  }

  async function dead(): Promise<Answer> {
    const body = html`<section class="card center"><h1>This link does not work any more</h1>
<p>It was used, or is an old one. As long as there is no owner, each start of the server prints a new link; afterwards owners sign in like everybody.</p>
<p class="actions"><a class="button" href="/auth/sign_in">Sign in</a></p></section>`;
    return htmlPage(frame(await placeNow(auth), { title: 'An old link', body }), { status: 404 });
  }

  return [
    route({
      method: 'GET',
      path: '/setup/:token',
      summary: 'The page that makes the owner account',
      auth: 'none',
      kind: 'page',
      rate: 'login',
      params: Params,
      async handle(request) {
        const { token } = request.params;
        if (!(await isOwnerLink(auth, token))) return dead();
        return page(await visitOf(auth, request), token, {}, noRefusal);
      },
    }),
    route({
      method: 'POST',
      path: '/setup/:token',
      summary: 'Make the owner account',
      auth: 'none',
      kind: 'page',
      rate: 'login',
      params: Params,
      body: Type.Object({ csrf: Text, username: Text, email: Text, password: Text }),
      async handle(request) {
        const { body } = request;
        const { token } = request.params;
        if (!(await isOwnerLink(auth, token))) return dead();
        const visit = await visitOf(auth, request);
        const again = (refusal: Refusal) => page(visit, token, body, refusal);
        if (!isOwnForm(auth, request, visit, body.csrf)) return again(staleForm);
        try {
          const { username = '', email = '', password = '' } = body;
          const form = {
            username: username.trim(),
            email,
            password,
            agreement: null,
            displayName: '',
            note: '',
          };
          const id = await makeOwner(auth, token, form);
          // The client's guided start; without JavaScript that page leads on to /account?done=owner.
          return redirect('/start', {
            'set-cookie': await signInHere(auth, request, await personOf(auth, id)),
          });
        } catch (error) {
          return again(refusalOf(error));
        }
      },
    }),
  ];
}
