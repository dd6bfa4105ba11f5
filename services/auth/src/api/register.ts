import { ApiError, Token } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import type { Auth } from '../flows/needs.ts';
import { mustBeOpen, register } from '../flows/register.ts';
import { personOf } from '../flows/sign-in.ts';
import { issue } from '../flows/tokens.ts';
import { placeNow } from '../store/instance-settings.ts';

const Text = Type.Optional(Type.String());

export function registerRoutes(auth: Auth): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/accounts',
      summary: 'Make an account',
      auth: 'app',
      scopes: ['write:accounts'],
      rate: 'registration',
      // All are optional here, so that what is missing is told in `details`.
      body: Type.Object({
        username: Text,
        email: Text,
        password: Text,
        agreement: Type.Optional(Type.Boolean()),
      }),
      answers: { 200: Token, 403: ApiError, 422: ApiError },
      async handle({ body, viewer }) {
        mustBeOpen((await placeNow(auth)).registrationsOpen);
        const app = await auth.identity.apps.byId(viewer.token.app_id);
        if (app === null) throw new AppError('unauthorized');
        const id = await register(auth, {
          username: body.username ?? '',
          email: body.email ?? '',
          password: body.password ?? '',
          agreement: body.agreement ?? false,
          role: 'user',
          displayName: '',
          note: '',
        });
        return issue(auth, { appId: app.id, person: await personOf(auth, id), scopes: app.scopes });
      },
    }),
  ];
}
