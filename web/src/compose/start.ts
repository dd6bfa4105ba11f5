/** Lays out what the composer is opened for: a draft that was kept, or a new one that starts as it should. */

import { api, request } from '../api/client.ts';
import type { MediaAttachment, Post, Submission, Visibility } from '../api/entities.ts';
import { troubleOf } from '../api/errors.ts';
import { session } from '../api/session.ts';
import { meKey } from '../data/me.ts';
import { knownPost } from '../data/posts.ts';
import { queryClient } from '../data/query-client.ts';
import { mentionsFor, narrower } from './audience.ts';
import type { Desk } from './desk.ts';
import { changePictures, keep, laidOut, layOut, pictureOf } from './desk.ts';
import type { Draft, DraftMedia } from './draft.ts';
import { emptyDraft } from './draft.ts';
import { claim, keptDraft, keptDrafts } from './draft-store.ts';
import type { Composing, Redraft } from './open.ts';

/** @throws MastoHttpError | TypeError when what is answered or changed cannot be had */
export async function deskFor(composing: Composing): Promise<Desk> {
  const accountId = session.current()?.accountId ?? '';
  switch (composing.kind) {
    case 'kept':
      return (await keptDesk(accountId, composing.id)) ?? freshDesk(accountId, await blank('new'));
    case 'redraft':
      return redraftDesk(accountId, composing.draft);
    case 'new': {
      if (composing.text === undefined) return resumed(accountId, 'new', () => blank('new'));
      const start = await blank('new');
      const desk = await freshDesk(accountId, start, { ...start, text: composing.text });
      desk.start = composing.keep === true ? start : { ...start, text: composing.text };
      keep(desk);
      return desk;
    }
    case 'reply':
      return resumed(accountId, `reply:${composing.to}`, () => answerTo(composing.to, accountId));
    case 'edit':
      return editDesk(accountId, composing.id);
  }
}

/** Other drafts of the same kind, to choose from. */
export function otherDrafts(desk: Desk): Draft[] {
  const { id, context } = desk.state.getState().draft;
  return keptDrafts(localStorage, desk.accountId).filter(
    (draft) =>
      draft.context === context &&
      draft.id !== id &&
      laidOut(({ id: open }) => open === draft.id, desk.accountId) === undefined,
  );
}

async function freshDesk(accountId: string, start: Draft, draft = start): Promise<Desk> {
  return layOut({ accountId, draft, start, release: (await claim(draft.id)) ?? (() => undefined) });
}

/** What was begun, unless another tab is at it. */
async function resumed(accountId: string, context: string, fresh: () => Promise<Draft>): Promise<Desk> {
  const open = laidOut((draft) => draft.context === context, accountId);
  if (open !== undefined) return open;
  for (const draft of keptDrafts(localStorage, accountId)) {
    // One that is under way is not begun anew.
    if (draft.context !== context || draft.attempt?.state === 'flying') continue;
    const desk = await restore(accountId, draft);
    if (desk !== null) return desk;
  }
  return freshDesk(accountId, await fresh());
}

async function keptDesk(accountId: string, id: string): Promise<Desk | null> {
  const open = laidOut((draft) => draft.id === id, accountId);
  if (open !== undefined) return open;
  const draft = keptDraft(localStorage, accountId, id);
  return draft === null ? null : restore(accountId, draft);
}

export async function restore(accountId: string, draft: Draft): Promise<Desk | null> {
  const release = await claim(draft.id);
  if (release === null) return null;
  const pictures = await picturesOf(draft.media);
  const found = pictures.filter((picture) => picture !== null);
  return layOut({
    accountId,
    draft: {
      ...draft,
      unsent: 0,
      media: draft.media.filter(({ id }) => found.some((picture) => picture.id === id)),
    },
    start: emptyDraft(draft.context),
    pictures: found,
    restored: true,
    lost: pictures.length - found.length + draft.unsent,
    release,
  });
}

/** null for those that the server has no more. */
function picturesOf(media: readonly DraftMedia[]) {
  return Promise.all(
    media.map(async (said) => {
      try {
        return pictureOf(await api().v1.media.$select(said.id).fetch(), said);
      } catch (error) {
        if (troubleOf(error).kind === 'missing') return null;
        // Without a connection the words are there all the same, and the picture is named by its description.
        const nameless = { id: said.id, type: 'image', description: said.description } as MediaAttachment;
        return { ...pictureOf(nameless, said), told: '' };
      }
    }),
  );
}

/** As this person posts by default. @throws when nobody knows how that is */
async function blank(context: string): Promise<Draft> {
  const { source } = await queryClient.fetchQuery({
    queryKey: meKey,
    queryFn: () => api().v1.accounts.verifyCredentials(),
    staleTime: Number.POSITIVE_INFINITY,
  });
  return emptyDraft(context, {
    visibility: (source.privacy as Visibility | null) ?? 'public',
    language: source.language || browserLanguage(),
    sensitive: source.sensitive ?? false,
  });
}

function browserLanguage(): string | null {
  return navigator.language.split('-')[0] ?? null;
}

async function answerTo(id: string, ownId: string): Promise<Draft> {
  const parent = await postById(id);
  const start = await blank(`reply:${id}`);
  return {
    ...start,
    inReplyToId: parent.id,
    text: mentionsFor(parent, ownId),
    visibility: narrower(start.visibility, parent.visibility),
    warned: parent.spoilerText !== '',
    spoilerText: parent.spoilerText,
    sensitive: start.sensitive || parent.sensitive,
    language: start.language,
  };
}

async function postById(id: string): Promise<Post> {
  return knownPost(id) ?? (await api().v1.statuses.$select(id).fetch());
}

/** The post is gone already: this draft is all that is left of it, and is kept before anything else. */
async function redraftDesk(accountId: string, redraft: Redraft): Promise<Desk> {
  const { text, spoilerText, visibility, language, sensitive, inReplyToId, mediaIds } = redraft;
  const context = inReplyToId === null ? 'new' : `reply:${inReplyToId}`;
  const draft = emptyDraft(context, {
    text,
    spoilerText,
    warned: spoilerText !== '',
    visibility,
    language,
    sensitive,
    inReplyToId,
  });
  const media = mediaIds.map((id): DraftMedia => ({ id, description: '', focus: null }));
  const desk = await freshDesk(accountId, emptyDraft(context), { ...draft, media });
  keep(desk);
  const found = await Promise.all(
    mediaIds.map(async (id) => {
      try {
        return pictureOf(await api().v1.media.$select(id).fetch());
      } catch (error) {
        if (troubleOf(error).kind === 'missing') return null;
        return pictureOf({ id, type: 'image' } as MediaAttachment);
      }
    }),
  );
  const pictures = found.filter((picture) => picture !== null);
  changePictures(desk, () => pictures);
  desk.state.setState({ lost: mediaIds.length - pictures.length });
  return desk;
}

async function editDesk(accountId: string, id: string): Promise<Desk> {
  const { shown, text, edits } = await editable(id);
  const context = `edit:${edits.id}`;
  const start = emptyDraft(context, {
    text,
    warned: shown.spoilerText !== '',
    spoilerText: shown.spoilerText,
    visibility: shown.visibility,
    language: shown.language ?? null,
    sensitive: shown.sensitive,
    inReplyToId: shown.inReplyToId ?? null,
    edits,
  });
  const pictures = shown.mediaAttachments.map((media) => pictureOf(media));
  const media = pictures.map(({ key, description, focus }) => ({ id: key, description, focus }));
  const desk = await resumed(accountId, context, async () => ({ ...start, media }));
  desk.start = { ...start, media };
  const { restored: earlier } = desk.state.getState();
  if (!earlier) desk.state.setState({ pictures });
  return desk;
}

interface Editable {
  /** The form that is changed: of a post whose edit waits, that edit. */
  shown: Post;
  text: string;
  edits: NonNullable<Draft['edits']>;
}

async function editable(id: string): Promise<Editable> {
  const known = knownPost(id);
  const submissionId = known == null ? id : openSubmission(known);
  const submission = submissionId === null ? null : await submissionById(submissionId);
  if (submission !== null && openSubmission(submission) !== null) {
    const { submissionId: own } = submission.approval;
    const text = submission.text ?? (await sourceOf(own));
    return { shown: submission, text, edits: { of: 'submission', id: own } };
  }
  const [shown, text] = await Promise.all([postById(id), sourceOf(id)]);
  return { shown, text, edits: { of: 'post', id: shown.id } };
}

/** Of what waits or was not accepted; null: there is nothing to revise but the post itself. */
function openSubmission({ approval }: Post): string | null {
  const open = approval?.state === 'pending' || approval?.state === 'rejected';
  return open && approval !== undefined ? approval.submissionId : null;
}

async function submissionById(id: string): Promise<Submission | null> {
  try {
    return (await request<Submission>('GET', `/api/v1/submissions/${id}`)).data;
  } catch (error) {
    if (troubleOf(error).kind === 'missing') return null;
    throw error;
  }
}

async function sourceOf(id: string): Promise<string> {
  return (await api().v1.statuses.$select(id).source.fetch()).text;
}
