/** What auth offers to the other services, the command line and the tests. */
import type { authContract, Client } from '@fanfare/contracts';
import { AppError } from '@fanfare/kernel';
import { parseScopes, unknownScope } from '../domain/scopes.ts';
import { accountsWithRole, changeRole } from '../store/accounts.ts';
import { localApp } from './apps.ts';
import { changePassword } from './credentials.ts';
import type { Auth } from './needs.ts';
import { newOwnerLink } from './owner.ts';
import { registerMany } from './register-many.ts';
import { personNamed } from './sign-in.ts';
import { checkToken, issue } from './tokens.ts';

export function provided(auth: Auth): Client<typeof authContract> {
  return {
    checkToken: async ({ hash }) => ({ token: await checkToken(auth, hash) }),

    accountNamed: async ({ username }) => ({ account_id: (await personNamed(auth, username)).account_id }),

    async applications({ ids }) {
      const apps = await auth.identity.apps.byIds([...new Set(ids)]);
      return apps.map(({ id, name, website }) => ({ id, name, website }));
    },

    accountsWithRole: ({ roles }) => accountsWithRole(auth.db, roles),
    createAccounts: ({ accounts }) => registerMany(auth, accounts),

    async createToken({ username, scopes: text, app_name: appName }) {
      const scopes = parseScopes(text);
      const unknown = scopes.length === 0 ? 'an empty list' : unknownScope(scopes);
      if (unknown !== null)
        throw new AppError('invalid', { text: `${unknown} is not a scope of this server` });
      const person = await personNamed(auth, username);
      const app = await localApp(auth, appName);
      const token = await issue(auth, { appId: app.id, person, scopes }, true);
      return { access_token: token.access_token, scope: token.scope, created_at: token.created_at };
    },

    async setRole({ username, role }) {
      const person = await personNamed(auth, username);
      await changeRole(auth.db, person.account_id, role);
      return {};
    },

    async setPassword({ username, password }) {
      await changePassword(auth, await personNamed(auth, username), password);
      return {};
    },

    ownerLink: async () => ({ path: await newOwnerLink(auth) }),
  };
}
