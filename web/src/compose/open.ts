/** What the composer is open for; null: it is closed. Anything may open it. */
import { create } from 'zustand';

export type Composing =
  /** keep: the text comes from elsewhere and is a draft already, before a word is added */
  | { kind: 'new'; text?: string; keep?: true }
  /** id of the post that is answered */
  | { kind: 'reply'; to: string }
  /** id of the published post, or of a submission that waits or was not accepted */
  | { kind: 'edit'; id: string }
  /** a deleted post's text and media, to be written anew */
  | { kind: 'redraft'; draft: Redraft }
  /** id of a draft that this browser keeps */
  | { kind: 'kept'; id: string };

export interface Redraft {
  text: string;
  spoilerText: string;
  visibility: 'public' | 'unlisted' | 'private' | 'direct';
  language: string | null;
  sensitive: boolean;
  inReplyToId: string | null;
  mediaIds: string[];
}

export const useComposing = create(() => ({ composing: null as Composing | null }));

export function openComposer(composing: Composing = { kind: 'new' }): void {
  useComposing.setState({ composing });
}

export function closeComposer(): void {
  useComposing.setState({ composing: null });
}
