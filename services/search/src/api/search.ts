import { Search } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError, parseId } from '@fanfare/kernel';
import { Type } from 'typebox';
import { addressOf, fullNameOf } from '../domain/address.ts';
import { parseQuery } from '../domain/query.ts';
import { findAccounts } from '../flows/find-accounts.ts';
import { findStatuses } from '../flows/find-statuses.ts';
import { findTags } from '../flows/find-tags.ts';
import { resolveAddress } from '../flows/resolve.ts';
import type { Searching } from '../needs.ts';

const kinds = ['accounts', 'statuses', 'hashtags'] as const;
type Kind = (typeof kinds)[number];

/**
 * Signed out: accounts and tags, and what an address names; posts are searched by those who signed in. Everything is
 * on this server, so `resolve` changes nothing, and nothing waits for a review that `exclude_unreviewed` could ask for.
 */
export function searchRoutes(searching: Searching): Route[] {
  return [
    route({
      method: 'GET',
      path: '/api/v2/search',
      summary: 'Accounts, posts and tags',
      auth: 'optional',
      scopes: ['read:search'],
      page: { default: 20, max: 40 },
      query: Type.Object({
        q: Type.String({ minLength: 1 }),
        type: Type.Optional(Type.Enum([...kinds], { type: 'string' })),
        resolve: Type.Optional(Type.Boolean()),
        following: Type.Optional(Type.Boolean()),
        account_id: Type.Optional(Type.String()),
        exclude_unreviewed: Type.Optional(Type.Boolean()),
        offset: Type.Optional(Type.Integer({ minimum: 0 })),
      }),
      answers: { 200: Search },
      async handle({ query: given, viewer, page }) {
        if (viewer === null && given.offset !== undefined && given.offset > 0) {
          throw new AppError('login_required', {
            text: 'Search queries pagination is not supported without authentication',
          });
        }
        const viewerId = viewer?.accountId ?? null;
        const wanted = (kind: Kind) => given.type === undefined || given.type === kind;
        const address = addressOf(given.q, searching.publicUrl);
        if (address !== null) {
          const named = await resolveAddress(searching, address, viewerId);
          return {
            accounts: wanted('accounts') ? named.accounts : [],
            statuses: wanted('statuses') ? named.statuses : [],
            hashtags: wanted('hashtags') ? named.hashtags : [],
          };
        }
        const query = parseQuery(given.q);
        // As in Mastodon: an offset means something only within one kind.
        const offset = given.type === undefined ? 0 : (given.offset ?? 0);
        const asked = { text: given.q, query, viewerId, offset, limit: page.limit };
        const named = fullNameOf(given.q, searching.publicUrl)?.local === true;
        const following = given.following === true;
        const [accounts, statuses, hashtags] = await Promise.all([
          wanted('accounts') ? findAccounts(searching, { ...asked, following }) : [],
          wanted('statuses') && viewerId !== null && !named
            ? findStatuses(searching, { query, viewerId, accountId: parseId(given.account_id), page, offset })
            : [],
          wanted('hashtags') ? findTags(searching, asked) : [],
        ]);
        return { accounts, statuses, hashtags };
      },
    }),
  ];
}
