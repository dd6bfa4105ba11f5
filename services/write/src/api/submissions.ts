/** The author's side of approval: /api/v1/submissions. */
import { Submission } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { pageOf, route } from '@fanfare/http';
import { AppError, mapPaged, toPaged } from '@fanfare/kernel';
import { Type } from 'typebox';
import { showSubmission } from '../flows/answer.ts';
import { requireOpen } from '../flows/decision-conflict.ts';
import { revisePending } from '../flows/revise.ts';
import { showSubmissions } from '../flows/show-submissions.ts';
import { withdraw } from '../flows/withdraw.ts';
import type { Write } from '../needs.ts';
import type { Db } from '../store/db.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { listSubmissions, submissionById } from '../store/submissions.ts';
import { IdParam, idOf } from './id-param.ts';
import { EditBody, readEdit } from './post-body.ts';
import { StateQuery } from './submission-query.ts';

const path = '/api/v1/submissions';

export function submissionRoutes(write: Write): Route[] {
  return [listRoute(write), showRoute(write), reviseRoute(write), withdrawRoute(write)];
}

/** @throws AppError `not_found` for what is not the viewer's own */
async function ownSubmission(db: Db, viewerId: number, id: number): Promise<SubmissionRow> {
  const row = await submissionById(db, id);
  if (row === undefined || row.account_id !== viewerId) throw new AppError('not_found');
  return row;
}

function listRoute(write: Write): Route {
  return route({
    method: 'GET',
    path,
    summary: 'Your posts and edits that wait, or waited, for approval',
    auth: 'user',
    scopes: ['read:statuses'],
    query: Type.Object({ state: StateQuery }),
    page: { default: 20, max: 40 },
    answers: { 200: Type.Array(Submission) },
    async handle({ query, viewer, page }) {
      const filter = { accountId: viewer.accountId, state: query.state };
      const paged = toPaged(await listSubmissions(write.db.read, filter, page), page, (row) => row.id);
      return pageOf(await mapPaged(paged, (rows) => showSubmissions(write, viewer.accountId, rows)));
    },
  });
}

function showRoute(write: Write): Route {
  return route({
    method: 'GET',
    path: `${path}/:id`,
    summary: 'One of your submissions, with its plain text for an editor',
    auth: 'user',
    scopes: ['read:statuses'],
    params: IdParam,
    answers: { 200: Submission },
    async handle({ params, viewer }) {
      const row = await ownSubmission(write.db.read, viewer.accountId, idOf(params));
      return { ...(await showSubmission(write, viewer.accountId, row.id)), text: row.text };
    },
  });
}

function reviseRoute(write: Write): Route {
  return route({
    method: 'PUT',
    path: `${path}/:id`,
    summary: 'Revise what waits, or submit anew what was rejected',
    auth: 'user',
    scopes: ['write:statuses'],
    params: IdParam,
    body: EditBody,
    answers: { 200: Submission },
    async handle({ params, body, viewer, trace }) {
      const id = idOf(params);
      const input = readEdit(body);
      await write.db.unit(
        async (unit) => {
          const row = await ownSubmission(unit.db, viewer.accountId, id);
          await requireOpen(unit.db, row);
          await revisePending(unit, row, input);
        },
        { trace },
      );
      await write.removeDueBlobs();
      return showSubmission(write, viewer.accountId, id);
    },
  });
}

function withdrawRoute(write: Write): Route {
  return route({
    method: 'DELETE',
    path: `${path}/:id`,
    summary: 'Withdraw a submission',
    auth: 'user',
    scopes: ['write:statuses'],
    rate: 'delete',
    params: IdParam,
    answers: { 200: Submission },
    async handle({ params, viewer, trace }) {
      const id = idOf(params);
      const text = await write.db.unit(
        async (unit) => {
          const row = await ownSubmission(unit.db, viewer.accountId, id);
          if (row.state === 'withdrawn') return null;
          await requireOpen(unit.db, row);
          await withdraw(unit, row, write.counted);
          return row.text;
        },
        { trace },
      );
      await write.removeDueBlobs();
      return { ...(await showSubmission(write, viewer.accountId, id)), text };
    },
  });
}
