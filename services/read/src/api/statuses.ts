/** Single posts and what hangs on them. */
import { Account, Context, Status, StatusEdit, Submission } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { Answer, route } from '@fanfare/http';
import { AppError, parseId } from '@fanfare/kernel';
import { Type } from 'typebox';
import { contextOf } from '../pipeline/context.ts';
import { historyOf } from '../pipeline/history.ts';
import { favouritersPage, rebloggersPage } from '../pipeline/marks.ts';
import { personOf } from '../pipeline/person.ts';
import type { Reading } from '../pipeline/reading.ts';
import { accountPage, accountsPage, IdParams, readStatuses } from './common.ts';

const MOST_IDS = 20;

export function statusRoutes(reading: Reading): Route[] {
  const one = { method: 'GET', auth: 'optional', scopes: readStatuses, params: IdParams } as const;
  return [
    route({
      ...one,
      path: '/api/v1/statuses/:id',
      summary: 'One post; its author also gets the pending one',
      answers: { 200: Type.Union([Status, Submission]) },
      async handle({ params, viewer }) {
        const person = personOf(viewer);
        const found = await reading.resolver.meaning(params.id, person);
        if ('submission' in found) return found.submission;
        const [status] = await reading.statuses.write([found.status], person);
        return new Answer(status);
      },
    }),
    route({
      method: 'GET',
      auth: 'optional',
      scopes: readStatuses,
      path: '/api/v1/statuses',
      summary: 'Up to 20 posts by their ids',
      query: Type.Object({ id: Type.Optional(Type.Array(Type.String())) }),
      answers: { 200: Type.Array(Status) },
      async handle({ query, viewer }) {
        const ids = query.id ?? [];
        if (ids.length > MOST_IDS) {
          throw new AppError('invalid', { text: `Too many ids: ask for ${MOST_IDS} posts at most` });
        }
        const person = personOf(viewer);
        const known = ids.flatMap((id) => parseId(id) ?? []);
        const found = await reading.statuses.write(await reading.resolver.many(known, person), person);
        return new Answer(`[${found.join()}]`);
      },
    }),
    route({
      ...one,
      path: '/api/v1/statuses/:id/context',
      summary: 'What the post answers, and the answers to it',
      answers: { 200: Context },
      async handle({ params, viewer }) {
        return new Answer(await contextOf(reading, params.id, personOf(viewer)));
      },
    }),
    route({
      ...one,
      path: '/api/v1/statuses/:id/history',
      summary: 'The forms that the post had',
      answers: { 200: Type.Array(StatusEdit) },
      async handle({ params, viewer }) {
        return historyOf(reading, await reading.resolver.published(params.id, personOf(viewer)));
      },
    }),
    route({
      ...one,
      path: '/api/v1/statuses/:id/favourited_by',
      summary: 'Who favourited the post',
      page: accountPage,
      answers: { 200: Type.Array(Account) },
      async handle({ params, viewer, page }) {
        const person = personOf(viewer);
        const status = await reading.resolver.published(params.id, person);
        return accountsPage(reading, await favouritersPage(reading, status, page, person));
      },
    }),
    route({
      ...one,
      path: '/api/v1/statuses/:id/reblogged_by',
      summary: 'Who boosted the post',
      page: accountPage,
      answers: { 200: Type.Array(Account) },
      async handle({ params, viewer, page }) {
        const person = personOf(viewer);
        const status = await reading.resolver.published(params.id, person);
        return accountsPage(reading, await rebloggersPage(reading, status, page, person));
      },
    }),
  ];
}
