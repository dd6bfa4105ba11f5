import { ApiError, EmptyObject } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { Type } from 'typebox';
import { credentialsOf } from '../domain/client-auth.ts';
import { hashOf } from '../domain/secrets.ts';
import { familyOf } from '../domain/tokens.ts';
import { appWith } from '../flows/apps.ts';
import type { Auth } from '../flows/needs.ts';
import { revokeGrant } from '../flows/revocations.ts';
import { oauthError } from './oauth-error.ts';
import { oneHeader } from './oauth-token.ts';

const Text = Type.Optional(Type.String());

export function oauthRevokeRoutes(auth: Auth): Route[] {
  return [
    route({
      method: 'POST',
      path: '/oauth/revoke',
      summary: 'Take a token back',
      auth: 'none',
      body: Type.Object({ client_id: Text, client_secret: Text, token: Text, token_type_hint: Text }),
      answers: { 200: EmptyObject, 400: ApiError, 403: ApiError },
      async handle({ body, headers }) {
        const credentials = credentialsOf(body, oneHeader(headers.authorization));
        const app = credentials === null ? null : await appWith(auth, credentials.id, credentials.secret);
        if (app === null) return oauthError('unauthorized_client');
        if (body.token === undefined) return oauthError('invalid_request', 'token is missing');
        const { grants } = auth.identity;
        const grant =
          (await grants.byAccess(hashOf(body.token))) ??
          (await grants.byFamily(hashOf(familyOf(body.token))));
        // Unknown, or taken back before: there is nothing left to do.
        if (grant === null) return {};
        if (grant.app_id !== app.id) return oauthError('unauthorized_client');
        await revokeGrant(auth, grant);
        return {};
      },
    }),
  ];
}
