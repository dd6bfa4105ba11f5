/**
 * What lies on the table while somebody writes: the draft, its pictures, and what went wrong. It lives outside of the
 * dialog, so that uploads and the sending go on when that is closed. Every change is kept at once.
 */
import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import type { MediaAttachment } from '../api/entities.ts';
import type { Draft } from './draft.ts';
import { randomId, saysNothingNew } from './draft.ts';
import { claim, dropDraft, keepDraft } from './draft-store.ts';
import type { FileTrouble } from './files.ts';
import type { Focus } from './focus.ts';

export interface Picture {
  /** In this browser. */
  key: string;
  /** On the server; null: it is not there yet. */
  id: string | null;
  /** Of the file; empty for one that came from the server. */
  name: string;
  preview: string | null;
  description: string;
  focus: Focus | null;
  /** What the server knows of both, as text. */
  told: string;
  state: 'uploading' | 'ready' | 'failed';
  /** Share of the file that has been sent. */
  progress: number;
  /** Why it failed, as a sentence. */
  trouble: string | null;
  file: File | null;
  cancel: (() => void) | null;
}

export type SendTrouble =
  | { kind: 'words'; text: string }
  /** No answer came: it may have been posted, and sending it again does so once. */
  | { kind: 'unknown'; text: string }
  | { kind: 'signed-out' }
  /** An earlier form of it, at this path, was posted after all. */
  | { kind: 'already'; path: string };

export interface DeskState {
  draft: Draft;
  pictures: Picture[];
  /** It was begun earlier. */
  restored: boolean;
  /** So many of its pictures are gone from the server. */
  lost: number;
  sending: boolean;
  trouble: SendTrouble | null;
  refused: { name: string; why: FileTrouble }[];
  /** The browser has no room for drafts, or is told to keep nothing. */
  unkept: boolean;
}

export interface Desk {
  accountId: string;
  /** What it said when it was opened. */
  start: Draft;
  state: StoreApi<DeskState>;
  release(): void;
}

const desks = new Set<Desk>();

interface NewDesk {
  accountId: string;
  draft: Draft;
  start: Draft;
  pictures?: Picture[];
  restored?: boolean;
  lost?: number;
  release(): void;
}

export function layOut({ accountId, draft, start, release, ...more }: NewDesk): Desk {
  const state = createStore<DeskState>(() => ({
    draft,
    pictures: more.pictures ?? [],
    restored: more.restored ?? false,
    lost: more.lost ?? 0,
    sending: false,
    trouble: null,
    refused: [],
    unkept: false,
  }));
  const desk: Desk = { accountId, start, state, release };
  desks.add(desk);
  return desk;
}

/** One that is still laid out, for uploads that are under way or a sending that failed. */
export function laidOut(fits: (draft: Draft) => boolean, accountId: string): Desk | undefined {
  return [...desks].find(
    (desk) =>
      desk.accountId === accountId && !desk.state.getState().sending && fits(desk.state.getState().draft),
  );
}

/** Changes what is written, and keeps it. */
export function write(desk: Desk, change: Partial<Draft>): void {
  desk.state.setState(({ draft }) => ({ draft: { ...draft, ...change } }));
  keep(desk);
}

export function changePictures(desk: Desk, change: (pictures: Picture[]) => Picture[]): void {
  const { pictures, draft } = desk.state.getState();
  const changed = change(pictures);
  const media = mediaOf(changed);
  const unsent = changed.length - media.length;
  desk.state.setState({ pictures: changed, draft: { ...draft, media, unsent } });
  // How far an upload has come is nothing to write down.
  if (unsent !== draft.unsent || JSON.stringify(media) !== JSON.stringify(draft.media)) keep(desk);
}

function mediaOf(pictures: readonly Picture[]): Draft['media'] {
  return pictures.flatMap(({ id, description, focus }) => (id === null ? [] : [{ id, description, focus }]));
}

/** Writes it down, or takes it away when it says nothing that anybody would miss. */
export function keep(desk: Desk): void {
  const { draft } = desk.state.getState();
  if (saysNothingNew(draft, desk.start)) {
    dropDraft(localStorage, desk.accountId, draft);
    desk.state.setState({ draft: { ...draft, revision: '' } });
    return;
  }
  try {
    const kept = keepDraft(localStorage, desk.accountId, draft, Date.now());
    desk.state.setState({ draft: kept, unkept: false });
    if (kept.id !== draft.id) holdNewName(desk, kept.id);
  } catch {
    // Said in the composer: the text is in this window alone.
    desk.state.setState({ unkept: true });
  }
}

/** Under a new key: what is sent next is a post of its own. */
export function rename(desk: Desk): void {
  const { draft } = desk.state.getState();
  dropDraft(localStorage, desk.accountId, draft);
  const id = randomId();
  desk.state.setState({ draft: { ...draft, id, revision: '', attempt: null }, trouble: null });
  holdNewName(desk, id);
  keep(desk);
}

function holdNewName(desk: Desk, id: string): void {
  desk.release();
  desk.release = () => undefined;
  void claim(id).then((release) => {
    if (release !== null) desk.release = release;
  });
}

/** Puts it away for later; with uploads under way it stays until they are done. */
export function putAway(desk: Desk): void {
  const { pictures, sending } = desk.state.getState();
  if (sending || pictures.some(({ state }) => state !== 'ready')) return;
  clear(desk);
}

/** For good: it was sent, or is not wanted any more. */
export function throwAway(desk: Desk): void {
  const { draft, pictures } = desk.state.getState();
  for (const { id, preview, cancel } of pictures) {
    cancel?.();
    if (id !== null) previews.delete(id);
    if (preview?.startsWith('blob:')) URL.revokeObjectURL(preview);
  }
  dropDraft(localStorage, desk.accountId, draft);
  clear(desk);
}

function clear(desk: Desk): void {
  desks.delete(desk);
  desk.release();
}

const previews = new Map<string, string>();

/** The picture that was picked here is shown, not fetched again. */
export function rememberPreview(id: string, preview: string): void {
  previews.set(id, preview);
}

export function pictureOf(
  media: MediaAttachment,
  said?: { description: string; focus: Focus | null },
): Picture {
  const known = {
    description: media.description ?? '',
    focus: (media.meta as { focus?: Focus })?.focus ?? null,
  };
  return {
    key: media.id,
    id: media.id,
    name: '',
    preview: previews.get(media.id) ?? media.previewUrl ?? media.url ?? null,
    description: said?.description ?? known.description,
    focus: said?.focus ?? known.focus,
    told: toldOf(known),
    state: 'ready',
    progress: 1,
    trouble: null,
    file: null,
    cancel: null,
  };
}

export function toldOf({ description, focus }: Pick<Picture, 'description' | 'focus'>): string {
  return JSON.stringify([description, focus?.x ?? null, focus?.y ?? null]);
}
