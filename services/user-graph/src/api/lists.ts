/** Followers, following, follow requests, blocks and mutes, with Link. */
import type { Account } from '@fanfare/contracts/entities';
import { Account as AccountEntity, MutedAccount } from '@fanfare/contracts/entities';
import type { Route, Viewer } from '@fanfare/http';
import { pageOf, route } from '@fanfare/http';
import type { Page, Paged } from '@fanfare/kernel';
import { AppError, mapPaged } from '@fanfare/kernel';
import { Type } from 'typebox';
import type { UserGraphNeeds } from '../needs.ts';
import type { Edge } from '../store/lists.ts';
import {
  blocksPage,
  collectionsHidden,
  followersPage,
  followingPage,
  hasBlocked,
  mutesPage,
} from '../store/lists.ts';
import { AccountParams, accountIdOf } from './account-id.ts';

const limits = { default: 40, max: 80 };

export function listRoutes(needs: UserGraphNeeds): Route[] {
  const db = needs.db.read;

  async function accountsOf<Row extends Edge>(paged: Paged<Row>): Promise<Paged<Account>> {
    return mapPaged(paged, (edges) =>
      needs.contracts.read.accounts({ ids: edges.map((edge) => edge.account_id) }),
    );
  }

  /** An empty page for those who may not know. @throws not_found, gone */
  async function mayList(owner: number, viewer: Viewer | null): Promise<boolean> {
    const found = await collectionsHidden(db, owner);
    if (found === null) throw new AppError('not_found');
    if (found.suspended) throw new AppError('gone');
    if (viewer?.accountId === owner) return true;
    return !found.hidden && (viewer === null || !(await hasBlocked(db, owner, viewer.accountId)));
  }

  function ofAccount(
    path: string,
    summary: string,
    read: (owner: number, page: Page) => Promise<Paged<Edge>>,
  ): Route {
    return route({
      method: 'GET',
      path,
      summary,
      auth: 'optional',
      scopes: ['read:accounts'],
      params: AccountParams,
      page: limits,
      answers: { 200: Type.Array(AccountEntity) },
      async handle({ params, viewer, page }) {
        const owner = accountIdOf(params.id);
        if (!(await mayList(owner, viewer))) return [];
        return pageOf(await accountsOf(await read(owner, page)), 'since_id');
      },
    });
  }

  function ofViewer(
    path: string,
    summary: string,
    scopes: string[],
    read: (me: number, page: Page) => Promise<Paged<Edge>>,
  ): Route {
    return route({
      method: 'GET',
      path,
      summary,
      auth: 'user',
      scopes,
      page: limits,
      answers: { 200: Type.Array(AccountEntity) },
      handle: async ({ viewer, page }) =>
        pageOf(await accountsOf(await read(viewer.accountId, page)), 'since_id'),
    });
  }

  return [
    ofAccount('/api/v1/accounts/:id/followers', 'Who follows an account', (owner, page) =>
      followersPage(db, owner, 'active', page),
    ),
    ofAccount('/api/v1/accounts/:id/following', 'Whom an account follows', (owner, page) =>
      followingPage(db, owner, page),
    ),
    ofViewer(
      '/api/v1/follow_requests',
      'Who waits to follow the viewer',
      ['read:follows', 'follow'],
      (me, page) => followersPage(db, me, 'requested', page),
    ),
    ofViewer('/api/v1/blocks', 'Whom the viewer blocks', ['read:blocks'], (me, page) =>
      blocksPage(db, me, page),
    ),
    route({
      method: 'GET',
      path: '/api/v1/mutes',
      summary: 'Whom the viewer mutes',
      auth: 'user',
      scopes: ['read:mutes', 'follow'],
      page: limits,
      answers: { 200: Type.Array(MutedAccount) },
      async handle({ viewer, page }) {
        const paged = await mutesPage(db, viewer.accountId, needs.clock.now(), page);
        const muted = await mapPaged(paged, async (edges) => {
          const accounts = await needs.contracts.read.accounts({ ids: edges.map((edge) => edge.account_id) });
          return accounts.map((account, index) => {
            const until = edges[index]?.expires_at;
            return (
              account && { ...account, mute_expires_at: until == null ? null : new Date(until).toISOString() }
            );
          });
        });
        return pageOf(muted, 'since_id');
      },
    }),
  ];
}
