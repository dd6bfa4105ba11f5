/** Favourite, bookmark and boost, and their opposites. Each may be repeated without harm. */
import { Status, Visibility } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { refuseUnreadable, route } from '@fanfare/http';
import { Type } from 'typebox';
import { showStatus } from '../flows/answer.ts';
import { boost, unboost } from '../flows/boost.ts';
import type { Mark } from '../flows/mark.ts';
import { bookmark, favourite, unbookmark, unfavourite } from '../flows/mark.ts';
import type { Write } from '../needs.ts';
import { rulesOf } from '../needs.ts';
import { resolveId } from '../store/resolve.ts';
import { IdParam, idOf } from './id-param.ts';

export function statusActionRoutes(write: Write): Route[] {
  return [
    markRoute(write, 'favourite', 'write:favourites', 'Favourite a post', favourite),
    markRoute(write, 'unfavourite', 'write:favourites', 'Take a favourite back', unfavourite),
    markRoute(write, 'bookmark', 'write:bookmarks', 'Bookmark a post', bookmark),
    markRoute(write, 'unbookmark', 'write:bookmarks', 'Remove a bookmark', unbookmark),
    boostRoute(write),
    unboostRoute(write),
  ];
}

function markRoute(write: Write, verb: string, scope: string, summary: string, mark: Mark): Route {
  return route({
    method: 'POST',
    path: `/api/v1/statuses/:id/${verb}`,
    summary,
    auth: 'user',
    scopes: [scope],
    params: IdParam,
    answers: { 200: Status },
    async handle({ params, viewer, trace }) {
      const id = idOf(params);
      await write.db.unit((unit) => mark(unit, viewer.accountId, id), { trace });
      return showStatus(write, viewer.accountId, await publishedId(write, viewer.accountId, id));
    },
  });
}

/** A submission's id, which its author may go on using, stands for the published post. */
async function publishedId(write: Write, viewerId: number, id: number): Promise<number> {
  const found = await resolveId(write.db.read, viewerId, id);
  return found?.kind === 'status' ? found.status.id : id;
}

function boostRoute(write: Write): Route {
  return route({
    method: 'POST',
    path: '/api/v1/statuses/:id/reblog',
    summary: 'Boost a post',
    auth: 'user',
    scopes: ['write:statuses'],
    params: IdParam,
    body: Type.Object({ visibility: Type.Optional(refuseUnreadable(Visibility)) }),
    answers: { 200: Status },
    async handle({ params, body, viewer, trace }) {
      const id = idOf(params);
      const options = { visibility: body.visibility, applicationId: viewer.token.app_id };
      const boostId = await write.db.unit(
        (unit) => boost(unit, rulesOf(write), viewer.accountId, id, options),
        { trace },
      );
      return showStatus(write, viewer.accountId, boostId);
    },
  });
}

function unboostRoute(write: Write): Route {
  return route({
    method: 'POST',
    path: '/api/v1/statuses/:id/unreblog',
    summary: 'Undo a boost',
    auth: 'user',
    scopes: ['write:statuses'],
    rate: 'delete',
    params: IdParam,
    answers: { 200: Status },
    async handle({ params, viewer, trace }) {
      const id = idOf(params);
      const postId = await write.db.unit((unit) => unboost(unit, viewer.accountId, id), { trace });
      return showStatus(write, viewer.accountId, postId);
    },
  });
}
