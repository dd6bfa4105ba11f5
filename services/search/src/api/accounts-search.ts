import { Account } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { Type } from 'typebox';
import { addressOf } from '../domain/address.ts';
import { parseQuery } from '../domain/query.ts';
import { findAccounts } from '../flows/find-accounts.ts';
import { resolveAddress } from '../flows/resolve.ts';
import type { Searching } from '../needs.ts';

/** What apps ask while somebody types a name. */
export function accountSearchRoutes(searching: Searching): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v1/accounts/search',
      summary: 'Accounts by name',
      auth: 'user',
      scopes: ['read:accounts'],
      page: { default: 40, max: 80 },
      query: Type.Object({
        q: Type.String({ minLength: 1 }),
        offset: Type.Optional(Type.Integer({ minimum: 0 })),
        resolve: Type.Optional(Type.Boolean()),
        following: Type.Optional(Type.Boolean()),
      }),
      answers: { 200: Type.Array(Account) },
      async handle({ query: given, viewer, page }) {
        const viewerId = viewer.accountId;
        const address = addressOf(given.q, searching.publicUrl);
        if (address !== null) return (await resolveAddress(searching, address, viewerId)).accounts;
        return findAccounts(searching, {
          text: given.q,
          query: parseQuery(given.q),
          viewerId,
          following: given.following === true,
          limit: page.limit,
          offset: given.offset ?? 0,
        });
      },
    }),
  ];
}
