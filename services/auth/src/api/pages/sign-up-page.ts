import type { Place } from '@fanfare/contracts';
import type { Answer, Route } from '@fanfare/http';
import { html, htmlPage, redirect, route, rulesList } from '@fanfare/http';
import { Type } from 'typebox';
import { PASSWORD_MIN, USERNAME_MAX } from '../../domain/account-rules.ts';
import { localPath } from '../../domain/redirects.ts';
import type { Auth } from '../../flows/needs.ts';
import { mustBeOpen, register } from '../../flows/register.ts';
import { personOf } from '../../flows/sign-in.ts';
import { placeNow } from '../../store/instance-settings.ts';
import type { Refusal } from './form.ts';
import { field, hidden, noRefusal, problem, refusalOf, staleForm } from './form.ts';
import { frame } from './frame.ts';
import type { Visit } from './visit.ts';
import { isOwnForm, signInHere, visitOf } from './visit.ts';

const Text = Type.Optional(Type.String());
const AFTER = '/account';

export interface PersonForm {
  username?: string;
  email?: string;
  agreement?: boolean;
}

/** Name, address and password, as both the sign-up and the owner page ask for them. */
export function personFields(typed: PersonForm, { fields }: Refusal): string {
  return [
    field({
      name: 'username',
      label: 'Username',
      value: typed.username,
      hint: `Letters, digits and underscores, at most ${USERNAME_MAX}. It cannot be changed later.`,
      autocomplete: 'username',
      verbatim: true,
      errors: fields.username,
    }),
    field({
      name: 'email',
      label: 'E-mail',
      type: 'email',
      value: typed.email,
      hint: 'Nobody else sees it.',
      autocomplete: 'email',
      errors: fields.email,
    }),
    field({
      name: 'password',
      label: 'Password',
      type: 'password',
      hint: `At least ${PASSWORD_MIN} characters; a few words make a good one.`,
      autocomplete: 'new-password',
      errors: fields.password,
    }),
  ].join('');
}

export function signUpRoutes(auth: Auth): Route[] {
  async function page(
    visit: Visit,
    of: { next: string; typed: PersonForm; refusal: Refusal },
  ): Promise<Answer> {
    const { next, typed, refusal } = of;
    const place = await placeNow(auth);
    if (!place.registrationsOpen) return closed(place, visit, next);
    const query = new URLSearchParams({ next });
    const agreement = refusal.fields.agreement === undefined ? null : 'Please tick the box if you agree.';
    const body = html`<section class="card">
<h1>Make an account</h1>
!${problem(refusal.text ?? agreement)}
<form method="post" action="/auth/sign_up">
!${hidden({ csrf: visit.csrf, next })}
!${personFields(typed, refusal)}
!${rulesOf(place)}
<div class="check"><input type="checkbox" id="agreement" name="agreement" value="1" required!${typed.agreement === true ? ' checked' : ''}>
<label for="agreement">I agree to the rules of this place</label></div>
<p class="actions"><button type="submit" class="button">Make my account</button></p>
</form>
<p class="fine">You have one already? <a href="/auth/sign_in?${query.toString()}">Sign in</a></p>
</section>`;
    return answer(place, visit, { title: 'Make an account', body }, refusal);
  }

  return [
    route({
      method: 'GET',
      path: '/auth/sign_up',
      summary: 'The page to make an account',
      auth: 'none',
      kind: 'page',
      query: Type.Object({ next: Text }),
      async handle(request) {
        const visit = await visitOf(auth, request);
        const next = localPath(request.query.next, AFTER);
        if (visit.session !== null) return redirect(next);
        return page(visit, { next, typed: {}, refusal: noRefusal });
      },
    }),
    route({
      method: 'POST',
      path: '/auth/sign_up',
      summary: 'Make an account and sign in',
      auth: 'none',
      kind: 'page',
      body: Type.Object({
        csrf: Text,
        next: Text,
        username: Text,
        email: Text,
        password: Text,
        agreement: Type.Optional(Type.Boolean()),
      }),
      async handle(request) {
        const { body } = request;
        const visit = await visitOf(auth, request);
        const next = localPath(body.next, AFTER);
        const again = (refusal: Refusal) => page(visit, { next, typed: body, refusal });
        if (!isOwnForm(auth, request, visit, body.csrf)) return again(staleForm);
        try {
          mustBeOpen((await placeNow(auth)).registrationsOpen);
          const { username = '', email = '', password = '', agreement = false } = body;
          await auth.attempts.take('registration', { account: email, address: request.ip });
          const form = { username: username.trim(), email, password, agreement, displayName: '', note: '' };
          const id = await register(auth, { ...form, role: 'user' });
          const to = next === AFTER ? `${AFTER}?done=welcome` : next;
          return redirect(to, { 'set-cookie': await signInHere(auth, request, await personOf(auth, id)) });
        } catch (error) {
          return again(refusalOf(error));
        }
      },
    }),
  ];
}

function rulesOf({ rules }: Place): string {
  if (rules.length === 0) return '';
  return html`<section aria-labelledby="rules"><h2 id="rules">The rules of this place</h2>!${rulesList(rules)}</section>`;
}

function closed(place: Place, visit: Visit, next: string): Answer {
  const query = new URLSearchParams({ next });
  const body = html`<section class="card center"><h1>No new accounts</h1>
<p>This server does not take new accounts at the moment.</p>
<p class="actions"><a class="button" href="/auth/sign_in?${query.toString()}">Sign in</a></p></section>`;
  return answer(place, visit, { title: 'No new accounts', body }, { ...noRefusal, status: 403 });
}

function answer(
  place: Place,
  visit: Visit,
  parts: { title: string; body: string },
  refusal: Refusal,
): Answer {
  const headers = { ...refusal.headers, 'set-cookie': visit.setCookies };
  return htmlPage(frame(place, parts), { status: refusal.status, headers });
}
