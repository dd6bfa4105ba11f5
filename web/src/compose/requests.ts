/** What the composer asks of the API. */

import { api, request } from '../api/client.ts';
import type { Post, Submission } from '../api/entities.ts';
import { troubleOf } from '../api/errors.ts';
import type { Desk } from './desk.ts';
import { toldOf } from './desk.ts';
import type { Draft, PostBody } from './draft.ts';
import { bodyOf } from './draft.ts';
import { focusText } from './focus.ts';
import { change } from './pictures.ts';

/** @throws MastoHttpError | TypeError without an answer */
export function post(key: string, body: PostBody): Promise<Post> {
  // It is sent to its end though the page is closed; what came of it is asked for when one is back.
  const requestInit = { headers: { 'Idempotency-Key': key }, keepalive: true };
  return api().v1.statuses.create(body, { requestInit });
}

/** Tells the server what is said of uploads that no post has taken yet. Of others the edit itself says it. */
export async function describeAll(desk: Desk): Promise<void> {
  const { pictures, draft } = desk.state.getState();
  if (draft.edits !== null) return;
  for (const { key, id, description, focus, told } of pictures) {
    const said = toldOf({ description, focus });
    if (id === null || said === told) continue;
    try {
      await api()
        .v1.media.$select(id)
        .update({ description, ...(focus === null ? {} : { focus: focusText(focus) }) });
      change(desk, key, { told: said });
    } catch (error) {
      // Gone, or taken by this very draft's post: what is sent next says which.
      if (troubleOf(error).kind !== 'missing') throw error;
    }
  }
}

export async function saveEdit(draft: Draft, edits: NonNullable<Draft['edits']>): Promise<Post> {
  const { status, spoilerText, sensitive, language, mediaIds } = bodyOf(draft);
  const mediaAttributes = draft.media.map(({ id, description, focus }) => ({
    id,
    description,
    ...(focus === null ? {} : { focus: focusText(focus) }),
  }));
  const body = { status, spoilerText, sensitive, language, mediaIds, mediaAttributes };
  if (edits.of === 'post') return api().v1.statuses.$select(edits.id).update(body);
  return (await request<Submission>('PUT', `/api/v1/submissions/${edits.id}`, { body })).data;
}
