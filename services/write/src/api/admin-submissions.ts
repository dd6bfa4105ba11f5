/** The reviewer's lists: what waits, and what was decided. */
import { AdminSubmission, Submission } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { pageOf, route } from '@fanfare/http';
import { AppError, mapPaged, parseId, toPaged } from '@fanfare/kernel';
import { Type } from 'typebox';
import { showSubmission } from '../flows/answer.ts';
import { showSubmissions } from '../flows/show-submissions.ts';
import { showThread } from '../flows/show-thread.ts';
import type { Write } from '../needs.ts';
import { listSubmissions, submissionById } from '../store/submissions.ts';
import { IdParam, idOf } from './id-param.ts';
import { StateQuery } from './submission-query.ts';

const path = '/api/v1/admin/submissions';
const common = {
  method: 'GET',
  auth: 'user',
  scopes: ['admin:read:submissions'],
  permission: 'approve_posts',
} as const;

export function adminSubmissionRoutes(write: Write): Route[] {
  return [
    route({
      ...common,
      path,
      summary: 'Submissions of everybody, newest first',
      query: Type.Object({ state: StateQuery, account_id: Type.Optional(Type.String()) }),
      page: { default: 20, max: 100 },
      answers: { 200: Type.Array(Submission) },
      async handle({ query, viewer, page }) {
        const filter = { accountId: parseId(query.account_id) ?? undefined, state: query.state };
        const rows = await listSubmissions(write.db.read, filter, page);
        const paged = toPaged(rows, page, (row) => row.id);
        return pageOf(await mapPaged(paged, (items) => showSubmissions(write, viewer.accountId, items)));
      },
    }),
    route({
      ...common,
      path: `${path}/:id`,
      summary: 'One submission with the thread it replies to',
      params: IdParam,
      answers: { 200: AdminSubmission },
      async handle({ params, viewer }) {
        const row = await submissionById(write.db.read, idOf(params));
        if (row === undefined) throw new AppError('not_found');
        const submission = await showSubmission(write, viewer.accountId, row.id);
        return { ...submission, thread: await showThread(write, viewer.accountId, row) };
      },
    }),
  ];
}
