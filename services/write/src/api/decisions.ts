/** A reviewer approves or rejects, one at a time or up to a hundred. */
import { limits } from '@fanfare/contracts';
import { Nullable, ReasonCode, Submission, SubmissionBulkResult } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { refuseUnreadable, route } from '@fanfare/http';
import type { Log } from '@fanfare/kernel';
import { AppError, isAppError, parseId } from '@fanfare/kernel';
import { normalizeText } from '@fanfare/text';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { showSubmission } from '../flows/answer.ts';
import type { Decided, Decision, Refusal } from '../flows/decide.ts';
import { approve, reject } from '../flows/decide.ts';
import { withFreshKeys } from '../flows/fresh-keys.ts';
import { sayDeed } from '../flows/say-deed.ts';
import type { Write } from '../needs.ts';
import { rulesOf } from '../needs.ts';
import { IdParam, idOf } from './id-param.ts';

const path = '/api/v1/admin/submissions';
const common = {
  method: 'POST',
  auth: 'user',
  scopes: ['admin:write:submissions'],
  permission: 'approve_posts',
} as const;

const Version = Type.Integer({ minimum: 1 });
const reasonMembers = {
  reason_code: Type.Optional(refuseUnreadable(Nullable(ReasonCode))),
  reason: Type.Optional(refuseUnreadable(Nullable(Type.String({ maxLength: limits.note })))),
};
const Reason = Type.Object(reasonMembers);
const Bulk = Type.Object({
  ...reasonMembers,
  action: Type.Union([Type.Literal('approve'), Type.Literal('reject')]),
  items: Type.Array(Type.Object({ id: Type.String(), version: Version }), { minItems: 1, maxItems: 100 }),
});

export function decisionRoutes(write: Write): Route[] {
  return [
    route({
      ...common,
      path: `${path}/:id/approve`,
      summary: 'Publish a submission; 409 says who decided what, or why it cannot be published',
      params: IdParam,
      body: Type.Object({ version: Version }),
      answers: { 200: Submission },
      async handle({ params, body, viewer, trace, log }) {
        const decision = { submissionId: idOf(params), version: body.version, reviewerId: viewer.accountId };
        await approveOne(write, decision, trace, log);
        return showSubmission(write, viewer.accountId, decision.submissionId);
      },
    }),
    route({
      ...common,
      path: `${path}/:id/reject`,
      summary: 'Reject a submission; its author may revise it',
      params: IdParam,
      body: Type.Object({ ...reasonMembers, version: Version }),
      answers: { 200: Submission },
      async handle({ params, body, viewer, trace, log }) {
        const decision = { submissionId: idOf(params), version: body.version, reviewerId: viewer.accountId };
        await rejectOne(write, decision, refusalOf(body), trace, log);
        return showSubmission(write, viewer.accountId, decision.submissionId);
      },
    }),
    bulkRoute(write),
  ];
}

async function approveOne(
  write: Write,
  decision: Decision,
  trace: string | null,
  log: Log,
): Promise<Decided> {
  const decided = await withFreshKeys(write, (fresh) =>
    write.db.unit((unit) => approve(unit, rulesOf(write), decision, fresh), { trace }),
  );
  sayDeed(log, decided.deed);
  return decided;
}

async function rejectOne(
  write: Write,
  decision: Decision,
  refusal: Refusal,
  trace: string | null,
  log: Log,
): Promise<Decided> {
  const decided = await write.db.unit((unit) => reject(unit, write.counted, decision, refusal), { trace });
  sayDeed(log, decided.deed);
  await write.removeDueBlobs();
  return decided;
}

function refusalOf(body: Static<typeof Reason>): Refusal {
  const reason = normalizeText(body.reason ?? '').trim();
  return { reasonCode: body.reason_code ?? null, reason: reason === '' ? null : reason };
}

function bulkRoute(write: Write): Route {
  return route({
    ...common,
    path: `${path}/bulk`,
    summary: 'Approve or reject up to 100 submissions, each for itself',
    body: Bulk,
    answers: { 200: SubmissionBulkResult },
    async handle({ body, viewer, trace, log }) {
      const result: Static<typeof SubmissionBulkResult> = { succeeded: [], failed: [] };
      for (const item of body.items) {
        try {
          const submissionId = parseId(item.id);
          if (submissionId === null) throw new AppError('not_found');
          const decision = { submissionId, version: item.version, reviewerId: viewer.accountId };
          const { state, statusId } =
            body.action === 'approve'
              ? await approveOne(write, decision, trace, log)
              : await rejectOne(write, decision, refusalOf(body), trace, log);
          result.succeeded.push({
            id: item.id,
            state,
            status_id: statusId === null ? null : String(statusId),
          });
        } catch (error) {
          result.failed.push({ id: item.id, ...whatFailed(error, log) });
        }
      }
      return result;
    },
  });
}

/** What the single call would have answered: the other items go on. */
function whatFailed(error: unknown, log: Log): { status: number; error: string } {
  const known = isAppError(error) ? error : new AppError('internal', { cause: error });
  if (known.status >= 500) log.error({ err: error }, 'One of many decisions failed');
  return { status: known.status, error: known.message };
}
