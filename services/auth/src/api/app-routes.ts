import type { CredentialApplication } from '@fanfare/contracts/entities';
import {
  Application,
  CredentialApplication as CredentialApplicationSchema,
} from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { registerApp } from '../flows/apps.ts';
import type { Auth } from '../flows/needs.ts';
import type { App } from '../store/identity.ts';

export function appRoutes(auth: Auth): Route[] {
  return [
    route({
      method: 'POST',
      path: '/api/v1/apps',
      summary: 'Register an application',
      auth: 'none',
      rate: 'apps',
      body: Type.Object({
        client_name: Type.String(),
        redirect_uris: Type.Union([Type.Array(Type.String()), Type.String()]),
        scopes: Type.Optional(Type.Union([Type.Array(Type.String()), Type.String()])),
        website: Type.Optional(Type.Union([Type.String(), Type.Null()])),
      }),
      answers: { 200: CredentialApplicationSchema },
      async handle({ body }): Promise<CredentialApplication> {
        const scopes = typeof body.scopes === 'object' ? body.scopes.join(' ') : body.scopes;
        const { app, secret } = await registerApp(auth, { ...body, scopes });
        return {
          ...applicationOf(app),
          client_id: app.id,
          client_secret: secret,
          client_secret_expires_at: 0,
        };
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/apps/verify_credentials',
      summary: 'The application that a token belongs to',
      auth: 'app',
      answers: { 200: Application },
      async handle({ viewer }): Promise<Application> {
        const app = await auth.identity.apps.byId(viewer.token.app_id);
        if (app === null) throw new AppError('unauthorized');
        return applicationOf(app);
      },
    }),
  ];
}

function applicationOf(app: App): Application {
  return {
    id: app.id,
    name: app.name,
    website: app.website,
    scopes: [...app.scopes],
    redirect_uris: [...app.redirect_uris],
    redirect_uri: app.redirect_uris.join('\n'),
    // There is no web push; clients that insist on the member take an empty key for that.
    vapid_key: '',
  };
}
