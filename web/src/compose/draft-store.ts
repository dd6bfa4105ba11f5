/**
 * Drafts in this browser: each under its own name, so that tabs do not write over each other's. A tab that finds that
 * another one has changed the draft it works on goes on under a new name; both texts stay.
 */
import type { Draft } from './draft.ts';
import { randomId } from './draft.ts';

export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const prefix = (accountId: string) => `fanfare.draft.${accountId}.`;
const nameOf = (accountId: string, id: string) => `${prefix(accountId)}${id}`;

/** Newest first. */
export function keptDrafts(shelf: Shelf, accountId: string): Draft[] {
  const names = Array.from({ length: shelf.length }, (_, index) => shelf.key(index) ?? '');
  return names
    .filter((name) => name.startsWith(prefix(accountId)))
    .flatMap((name) => read(shelf, name) ?? [])
    .sort((a, b) => b.savedAt - a.savedAt);
}

export function keptDraft(shelf: Shelf, accountId: string, id: string): Draft | null {
  return read(shelf, nameOf(accountId, id));
}

/** @returns it as it is kept now, perhaps under a new id. @throws DOMException when the browser has no room or keeps nothing */
export function keepDraft(shelf: Shelf, accountId: string, draft: Draft, now: number): Draft {
  const there = keptDraft(shelf, accountId, draft.id);
  const crossed = draft.revision !== '' && there?.revision !== draft.revision;
  const kept: Draft = {
    ...draft,
    ...(crossed ? { id: randomId(), attempt: null } : {}),
    revision: randomId(),
    savedAt: now,
  };
  shelf.setItem(nameOf(accountId, kept.id), JSON.stringify(kept));
  return kept;
}

/** Leaves it alone when another tab has changed it meanwhile. */
export function dropDraft(shelf: Shelf, accountId: string, draft: Draft): void {
  if (keptDraft(shelf, accountId, draft.id)?.revision !== draft.revision) return;
  shelf.removeItem(nameOf(accountId, draft.id));
}

function read(shelf: Shelf, name: string): Draft | null {
  try {
    const draft: unknown = JSON.parse(shelf.getItem(name) ?? 'null');
    return isDraft(draft) ? draft : null;
  } catch {
    // Somebody else's value, or one that was cut off: it is left where it is.
    return null;
  }
}

function isDraft(value: unknown): value is Draft {
  if (typeof value !== 'object' || value === null) return false;
  const { id, context, text, media } = value as Partial<Draft>;
  return (
    typeof id === 'string' && typeof context === 'string' && typeof text === 'string' && Array.isArray(media)
  );
}

/**
 * Takes a draft for this tab alone, as far as the browser can tell (only on https and localhost).
 * @returns what gives it back; null: another tab has it
 */
export function claim(id: string): Promise<(() => void) | null> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks === undefined) return Promise.resolve(() => undefined);
  return new Promise((resolve, reject) => {
    const held = locks.request(`fanfare.draft.${id}`, { ifAvailable: true }, (lock) => {
      if (lock === null) return resolve(null);
      return new Promise<void>((release) => resolve(release));
    });
    held.catch(reject);
  });
}
