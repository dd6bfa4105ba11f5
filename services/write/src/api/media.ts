/** Uploads: POST /api/v1/media and /api/v2/media, and what can be done with one before a post takes it. */
import { limits } from '@fanfare/contracts';
import { EmptyObject, MediaAttachment, Nullable } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { route } from '@fanfare/http';
import { AppError } from '@fanfare/kernel';
import { Type } from 'typebox';
import { readFocus } from '../domain/focus.ts';
import { readDescription } from '../domain/proposal.ts';
import { showMediaRow, upload } from '../flows/upload.ts';
import type { Write } from '../needs.ts';
import { removeLater } from '../store/blob-removals.ts';
import type { Db } from '../store/db.ts';
import type { MediaRow } from '../store/media.ts';
import { changeMedia, deleteMedia, keysOf, mediaById } from '../store/media.ts';
import { IdParam, idOf } from './id-param.ts';

const scopes = ['write:media'];
const path = '/api/v1/media/:id';
const Words = {
  description: Type.Optional(Nullable(Type.String())),
  focus: Type.Optional(Nullable(Type.String())),
};
/** Bytes beside the file: the other fields and the multipart frame. */
const FRAME = 1024 * 1024;

export function mediaRoutes(write: Write): Route[] {
  return [
    uploadRoute(write, '/api/v1/media'),
    uploadRoute(write, '/api/v2/media'),
    showRoute(write),
    changeRoute(write),
    deleteRoute(write),
  ];
}

function uploadRoute(write: Write, at: string): Route {
  return route({
    method: 'POST',
    path: at,
    summary: 'Upload a picture for a post; it is ready when this answers',
    auth: 'user',
    scopes,
    rate: 'media',
    bodyLimit: limits.imageBytes + FRAME,
    body: Type.Object(Words),
    answers: { 200: MediaAttachment },
    async handle({ body, files, viewer }) {
      if (files.file === undefined || files.file.bytes.length === 0) {
        throw new AppError('invalid', { text: "Validation failed: File can't be blank" });
      }
      const row = await upload(write, {
        accountId: viewer.accountId,
        bytes: files.file.bytes,
        description: readDescription(body.description) ?? '',
        focus: readFocus(body.focus),
      });
      return showMediaRow(write, row);
    },
  });
}

/** @throws AppError `not_found` for what is not the viewer's own */
async function ownMedia(db: Db, viewerId: number, id: number): Promise<MediaRow> {
  const row = await mediaById(db, id);
  if (row === undefined || row.account_id !== viewerId) throw new AppError('not_found');
  return row;
}

function isTaken(row: MediaRow): boolean {
  return row.status_id !== null || row.submission_id !== null || row.published === 1;
}

function showRoute(write: Write): Route {
  return route({
    method: 'GET',
    path,
    summary: 'One of your uploads',
    auth: 'user',
    scopes,
    params: IdParam,
    answers: { 200: MediaAttachment },
    async handle({ params, viewer }) {
      return showMediaRow(write, await ownMedia(write.db.read, viewer.accountId, idOf(params)));
    },
  });
}

function changeRoute(write: Write): Route {
  return route({
    method: 'PUT',
    path,
    summary: 'Describe an upload that no post has taken yet',
    auth: 'user',
    scopes,
    params: IdParam,
    body: Type.Object(Words),
    answers: { 200: MediaAttachment },
    async handle({ params, body, viewer, trace }) {
      const id = idOf(params);
      const description = readDescription(body.description);
      const focus = readFocus(body.focus);
      const row = await write.db.unit(
        async (unit) => {
          const found = await ownMedia(unit.db, viewer.accountId, id);
          if (isTaken(found)) throw new AppError('not_found');
          const meta = focus === null ? found.meta : JSON.stringify({ ...JSON.parse(found.meta), focus });
          const change = { description: description ?? found.description, meta };
          if (!(await changeMedia(unit.db, found, change))) throw new AppError('not_found');
          return { ...found, ...change };
        },
        { trace },
      );
      return showMediaRow(write, row);
    },
  });
}

function deleteRoute(write: Write): Route {
  return route({
    method: 'DELETE',
    path,
    summary: 'Delete an upload that no post has taken yet',
    auth: 'user',
    scopes,
    params: IdParam,
    answers: { 200: EmptyObject },
    async handle({ params, viewer, trace }) {
      const id = idOf(params);
      await write.db.unit(
        async (unit) => {
          const row = await ownMedia(unit.db, viewer.accountId, id);
          const free =
            !isTaken(row) && (await changeMedia(unit.db, row, { original_key: null, preview_key: null }));
          if (!free)
            throw new AppError('invalid', { text: 'Media attachment is currently used by a status' });
          await deleteMedia(unit.db, [id]);
          await removeLater(unit, keysOf(row));
        },
        { trace },
      );
      await write.removeDueBlobs();
    },
  });
}
