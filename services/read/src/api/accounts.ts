/** Profiles and their posts. */
import { Account, Status } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError, parseId } from '@fanfare/kernel';
import { foldTag } from '@fanfare/text';
import { Type } from 'typebox';
import { localUsername } from '../domain/acct.ts';
import type { AccountFacts } from '../domain/facts.ts';
import { accountPage } from '../pipeline/lists.ts';
import { personOf } from '../pipeline/person.ts';
import type { Reading } from '../pipeline/reading.ts';
import { accountIdByName } from '../store/accounts.ts';
import { IdParams, readStatuses, statusesPage, statusPage } from './common.ts';

const Flag = Type.Optional(Type.Boolean());

export function accountRoutes(reading: Reading): Route[] {
  async function presented(id: number): Promise<Account> {
    const account = (await reading.accounts.present([id])).get(id);
    if (account === undefined) throw new AppError('not_found');
    return account;
  }

  return [
    route({
      method: 'GET',
      path: '/api/v1/accounts/lookup',
      summary: 'An account by its name',
      auth: 'optional',
      scopes: ['read:accounts'],
      query: Type.Object({ acct: Type.String() }),
      answers: { 200: Account },
      async handle({ query }) {
        const name = localUsername(query.acct, reading.urls.host);
        const id = name === null ? null : await accountIdByName(reading.db, name);
        if (id === null) throw new AppError('not_found');
        return presented(id);
      },
    }),
    route({
      method: 'GET',
      path: '/api/v1/accounts/:id',
      summary: 'One account',
      auth: 'optional',
      scopes: ['read:accounts'],
      params: IdParams,
      answers: { 200: Account },
      handle: ({ params }) => presented(idOf(params.id)),
    }),
    route({
      method: 'GET',
      path: '/api/v1/accounts/:id/statuses',
      summary: 'Posts and boosts of an account',
      auth: 'optional',
      scopes: readStatuses,
      params: IdParams,
      query: Type.Object({
        only_media: Flag,
        exclude_replies: Flag,
        exclude_reblogs: Flag,
        pinned: Flag,
        tagged: Type.Optional(Type.String()),
      }),
      page: statusPage,
      answers: { 200: Type.Array(Status) },
      async handle({ params, query, viewer, page }) {
        const account = await knownAccount(reading, idOf(params.id));
        if (account.state === 'suspended' || query.pinned === true) return [];
        const person = personOf(viewer);
        const paged = await accountPage(reading, page, person, account.id, {
          onlyMedia: query.only_media === true,
          excludeReplies: query.exclude_replies === true,
          excludeReblogs: query.exclude_reblogs === true,
          tag: query.tagged === undefined || query.tagged === '' ? null : foldTag(query.tagged),
        });
        return statusesPage(reading, paged, person);
      },
    }),
  ];
}

export function idOf(text: string): number {
  const id = parseId(text);
  if (id === null) throw new AppError('not_found');
  return id;
}

/** @throws AppError `not_found` */
export async function knownAccount(reading: Reading, id: number): Promise<AccountFacts> {
  const account = (await reading.accounts.facts([id])).get(id);
  if (account === undefined) throw new AppError('not_found');
  return account;
}
