/** The attachments of a post as its author wants them: in order, with what is said of each. */
import { limits } from '@fanfare/contracts';
import { AppError } from '@fanfare/kernel';
import { normalizeText } from '@fanfare/text';
import type { Focus } from './focus.ts';
import { readFocus } from './focus.ts';

export interface ProposedMedia {
  id: number;
  description: string;
  focus: Focus | null;
}

export interface MediaAttribute {
  id: number;
  description?: string | null | undefined;
  focus?: string | null | undefined;
}

/** What is stored of an attachment, as far as a proposal is concerned. */
export interface Described {
  id: number;
  description: string;
  /** JSON of the API's `meta`. */
  meta: string;
}

export function focusOf(row: Pick<Described, 'meta'>): Focus | null {
  return JSON.parse(row.meta).focus ?? null;
}

export function asProposed(row: Described): ProposedMedia {
  return { id: row.id, description: row.description, focus: focusOf(row) };
}

/** @throws AppError `invalid` for a description that is too long */
export function propose(
  current: readonly ProposedMedia[],
  attributes: readonly MediaAttribute[],
): ProposedMedia[] {
  return current.map((media) => {
    const change = attributes.find((attribute) => attribute.id === media.id);
    if (change === undefined) return media;
    return {
      id: media.id,
      description: readDescription(change.description) ?? media.description,
      focus: readFocus(change.focus) ?? media.focus,
    };
  });
}

/** Null: none was given. @throws AppError `invalid` */
export function readDescription(text: string | null | undefined): string | null {
  if (text === undefined || text === null) return null;
  const description = normalizeText(text).trim();
  if (description.length > limits.mediaDescription) {
    throw new AppError('invalid', {
      text: `Validation failed: Description is too long (maximum is ${limits.mediaDescription} characters)`,
    });
  }
  return description;
}

export function sameMedia(a: readonly ProposedMedia[], b: readonly ProposedMedia[]): boolean {
  return JSON.stringify(a.map(ordered)) === JSON.stringify(b.map(ordered));
}

function ordered({ id, description, focus }: ProposedMedia): unknown[] {
  return [id, description, focus?.x ?? null, focus?.y ?? null];
}
