import type { Answer, ApiRequest, Route } from '@fanfare/http';
import { redirect, route } from '@fanfare/http';
import type { FieldError } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { changeEmail, changePassword } from '../../flows/credentials.ts';
import type { Auth } from '../../flows/needs.ts';
import { revokeAll } from '../../flows/revocations.ts';
import type { OpenSession } from '../../flows/sessions.ts';
import { signIn } from '../../flows/sign-in.ts';
import type { AccountForm, AccountPageState } from './account-page.ts';
import { accountPage } from './account-page.ts';
import type { Refusal } from './form.ts';
import { refusalOf, staleForm } from './form.ts';
import type { Visit } from './visit.ts';
import { isOwnForm, signInHere, visitOf } from './visit.ts';

const Text = Type.Optional(Type.String());
const Body = Type.Object({
  csrf: Text,
  id: Text,
  current_password: Text,
  password: Text,
  email: Text,
  email_password: Text,
});
type FormRequest = ApiRequest<object, object, { [Name in keyof typeof Body.properties]?: string }, 'none'>;

const wrongPassword: FieldError[] = [{ error: 'ERR_INVALID', description: 'is not right' }];

export function accountRoutes(auth: Auth): Route[] {
  /** A form of the page: signed in, sent from the page itself; what is refused is shown where it was typed. */
  function form(
    path: string,
    summary: string,
    name: AccountForm,
    work: (request: FormRequest, open: OpenSession) => Promise<Answer>,
  ): Route {
    return route({
      method: 'POST',
      path,
      summary,
      auth: 'none',
      kind: 'page',
      body: Body,
      async handle(request) {
        const visit = await visitOf(auth, request);
        const { session } = visit;
        if (session === null) return toSignIn();
        const again = (refusal: Refusal) => shown(visit, session, name, refusal, request.body.email);
        if (!isOwnForm(auth, request, visit, request.body.csrf)) return again(staleForm);
        try {
          return await work(request, session);
        } catch (error) {
          return again(refusalOf(error));
        }
      },
    });
  }

  function shown(visit: Visit, open: OpenSession, name: AccountForm, refusal: Refusal, email?: string) {
    const failed = { form: name, refusal, email };
    const state: AccountPageState = { failed };
    return accountPage(auth, visit, open, state);
  }

  /** The present password, asked again before something that an open browser alone must not be able to do. */
  async function isRight(open: OpenSession, password: string | undefined, ip: string): Promise<boolean> {
    const name = open.person.username_key;
    return (await signIn(auth, { name, password: password ?? '', ip })) !== null;
  }

  return [
    route({
      method: 'GET',
      path: '/account',
      summary: "The page of one's own account",
      auth: 'none',
      kind: 'page',
      query: Type.Object({ done: Text }),
      async handle(request) {
        const visit = await visitOf(auth, request);
        if (visit.session === null) return toSignIn();
        return accountPage(auth, visit, visit.session, { done: request.query.done });
      },
    }),
    form('/account/password', 'Change the password', 'password', async (request, open) => {
      const { current_password: present, password = '' } = request.body;
      if (!(await isRight(open, present, request.ip))) throw refusedField('current_password');
      const person = await changePassword(auth, open.person, password);
      return redirect('/account?done=password', { 'set-cookie': await signInHere(auth, request, person) });
    }),
    form('/account/email', 'Change the e-mail address', 'email', async (request, open) => {
      const { email_password: present, email = '' } = request.body;
      if (!(await isRight(open, present, request.ip))) throw refusedField('email_password');
      await changeEmail(auth, open.person, email);
      return redirect('/account?done=email');
    }),
    form('/account/sessions', 'Sign out another browser', 'page', async (request, open) => {
      await auth.identity.sessions.remove(open.person.account_id, request.body.id ?? '');
      return redirect('/account?done=session');
    }),
    form('/account/apps', "Take an app's access back", 'page', async (request, open) => {
      await revokeAll(auth, open.person.account_id, request.body.id ?? '');
      return redirect('/account?done=app');
    }),
  ];
}

function toSignIn(): Answer {
  return redirect('/auth/sign_in?next=%2Faccount');
}

function refusedField(name: string): AppError {
  return new AppError('invalid', { fields: { [name]: wrongPassword } });
}
