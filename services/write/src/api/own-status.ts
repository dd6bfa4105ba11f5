/** Edit, delete and the source of one's own post, published or waiting. */
import { Status, StatusSource, Submission } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { Answer, route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { showStatus, showSubmission } from '../flows/answer.ts';
import { deleteStatus } from '../flows/delete-status.ts';
import { edit } from '../flows/edit.ts';
import { freshKeys, withFreshKeys } from '../flows/fresh-keys.ts';
import { revisePending } from '../flows/revise.ts';
import { withdraw } from '../flows/withdraw.ts';
import type { Write } from '../needs.ts';
import { rulesOf } from '../needs.ts';
import type { Db } from '../store/db.ts';
import { mediaOfStatus } from '../store/media.ts';
import type { Resolved } from '../store/resolve.ts';
import { resolveId } from '../store/resolve.ts';
import type { SubmissionRow } from '../store/submissions.ts';
import { findTarget, isTarget } from '../store/targets.ts';
import { IdParam, idOf } from './id-param.ts';
import { EditBody, readEdit } from './post-body.ts';

const path = '/api/v1/statuses/:id';

export function ownStatusRoutes(write: Write): Route[] {
  return [editRoute(write), deleteRoute(write), sourceRoute(write)];
}

/** @throws AppError `not_found` for what is not the viewer's own */
async function ownPost(db: Db, viewerId: number, id: number): Promise<Resolved> {
  const found = await resolveId(db, viewerId, id);
  if (found === null) throw new AppError('not_found');
  if (found.kind === 'status' && found.status.account_id !== viewerId) throw new AppError('not_found');
  return found;
}

function editRoute(write: Write): Route {
  return route({
    method: 'PUT',
    path,
    summary: 'Edit a post of your own; 202 when the edit waits for approval',
    auth: 'user',
    scopes: ['write:statuses'],
    params: IdParam,
    body: EditBody,
    answers: { 200: Status, 202: Submission },
    async handle({ params, body, viewer, trace }) {
      const id = idOf(params);
      const input = readEdit(body);
      const me = viewer.accountId;
      const result = await withFreshKeys(write, (fresh) =>
        write.db.unit(
          async (unit) => {
            const found = await ownPost(unit.db, me, id);
            if (found.kind === 'submission') {
              await revisePending(unit, found.submission, input);
              return { statusId: null, submissionId: found.submission.id };
            }
            if (found.status.reblog_of_id !== null) throw new AppError('not_found');
            return edit(unit, rulesOf(write), found.status, input, viewer.token.app_id, fresh);
          },
          { trace },
        ),
      );
      await write.removeDueBlobs();
      if (result.submissionId !== null) {
        return new Answer(await showSubmission(write, me, result.submissionId), { status: 202 });
      }
      return showStatus(write, me, result.statusId ?? id);
    },
  });
}

function deleteRoute(write: Write): Route {
  return route({
    method: 'DELETE',
    path,
    summary: 'Delete a post of your own; the answer has its text for a new draft',
    auth: 'user',
    scopes: ['write:statuses'],
    rate: 'delete',
    params: IdParam,
    query: Type.Object({ delete_media: Type.Optional(Type.Boolean()) }),
    body: Type.Object({ delete_media: Type.Optional(Type.Boolean()) }),
    answers: { 200: Status },
    async handle({ params, query, body, viewer, trace }) {
      const me = viewer.accountId;
      const found = await ownPost(write.db.read, me, idOf(params));
      if (found.kind === 'submission') return withdrawPending(write, me, found.submission, trace);
      const { status } = found;
      const [shown] = await write.contracts.read.statuses({ viewer_id: me, ids: [status.id] });
      // The uploads stay the author's, under secret keys, so that the text can be posted anew with them.
      const keep = body.delete_media !== true && query.delete_media !== true;
      const media = keep ? await mediaOfStatus(write.db.read, status.id) : [];
      const secret = media.length > 0 ? await freshKeys(write, media, 'pending') : null;
      await write.db.unit((unit) => deleteStatus(unit, status, secret, write.counted), { trace });
      await write.removeDueBlobs();
      // A boost goes also where what it shows can no longer be seen; then there is nothing to answer with.
      if (shown === undefined || shown === null) throw new AppError('not_found');
      // An edit that waits went with the post.
      const { approval: _, ...rest } = shown;
      return { ...rest, text: status.text };
    },
  });
}

async function withdrawPending(
  write: Write,
  viewerId: number,
  row: SubmissionRow,
  trace: string | null,
): Promise<Submission> {
  await write.db.unit((unit) => withdraw(unit, row, write.counted), { trace });
  await write.removeDueBlobs();
  const shown = await showSubmission(write, viewerId, row.id);
  return { ...shown, text: row.text };
}

function sourceRoute(write: Write): Route {
  return route({
    method: 'GET',
    path: `${path}/source`,
    summary: 'The plain text of a post, for an editor',
    auth: 'app',
    scopes: ['read:statuses'],
    params: IdParam,
    answers: { 200: StatusSource },
    async handle({ params, viewer: caller }) {
      // No account has the id 0: an app alone sees what everybody sees.
      const found = await findTarget(write.db.read, caller.viewer?.accountId ?? 0, idOf(params));
      if (found === null) throw new AppError('not_found');
      const row = isTarget(found) ? found.named : found;
      return { id: String(row.id), text: row.text, spoiler_text: row.spoiler_text };
    },
  });
}
