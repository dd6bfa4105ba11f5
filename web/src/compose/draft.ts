/** What is being written, as it is kept: plain values, so that a reload or another tab reads it back. */
import type { Visibility } from '../api/entities.ts';
import type { Focus } from './focus.ts';

export interface DraftMedia {
  id: string;
  description: string;
  focus: Focus | null;
}

/** A sending whose end is not known: `flying` while it is under way, `failed` when no answer came. */
export interface Attempt {
  body: PostBody;
  /** ms since epoch of its first sending. */
  at: number;
  state: 'flying' | 'failed';
}

export interface Draft {
  /** Its Idempotency-Key too: whatever happens to the page, one draft becomes one post. */
  id: string;
  /** Changes with every saving, so that a tab sees that another one has written meanwhile. Empty: never saved. */
  revision: string;
  context: string;
  text: string;
  /** The warning is asked for, though nothing may stand in it yet. */
  warned: boolean;
  spoilerText: string;
  visibility: Visibility;
  language: string | null;
  sensitive: boolean;
  inReplyToId: string | null;
  /** What it changes; null: it becomes a new post. */
  edits: { of: 'post' | 'submission'; id: string } | null;
  media: DraftMedia[];
  /** Pictures that were not yet on the server, and so are lost with the page. */
  unsent: number;
  /** ms since epoch */
  savedAt: number;
  attempt: Attempt | null;
}

/** In camelCase, as the API's clients here have it. */
export interface PostBody {
  status: string;
  spoilerText: string;
  sensitive: boolean;
  language: string | null;
  visibility: Visibility;
  inReplyToId: string | null;
  mediaIds: string[];
}

export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(18));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

export function emptyDraft(context: string, defaults: Partial<Draft> = {}): Draft {
  return {
    id: randomId(),
    revision: '',
    context,
    text: '',
    warned: false,
    spoilerText: '',
    visibility: 'public',
    language: null,
    sensitive: false,
    inReplyToId: null,
    edits: null,
    media: [],
    unsent: 0,
    savedAt: 0,
    attempt: null,
    ...defaults,
  };
}

/** Whether there is nothing in it that somebody would miss: it says what it said when it was opened. */
export function saysNothingNew(draft: Draft, start: Draft): boolean {
  return (
    draft.attempt === null &&
    draft.text.trim() === start.text.trim() &&
    warningOf(draft) === warningOf(start) &&
    JSON.stringify(draft.media) === JSON.stringify(start.media)
  );
}

export function warningOf(draft: Pick<Draft, 'warned' | 'spoilerText'>): string {
  return draft.warned ? draft.spoilerText : '';
}

export function bodyOf(draft: Draft): PostBody {
  return {
    status: draft.text,
    spoilerText: warningOf(draft),
    sensitive: draft.sensitive,
    language: draft.language,
    visibility: draft.visibility,
    inReplyToId: draft.inReplyToId,
    mediaIds: draft.media.map(({ id }) => id),
  };
}

/** For lists of drafts: its first words. */
export function titleOf(draft: Draft): string {
  return (draft.text.trim() || warningOf(draft)).replace(/\s+/g, ' ').slice(0, 60);
}
