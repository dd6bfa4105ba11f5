/** The mark of a home list: how far down it is complete, and under which circumstances it was built. */

export interface Mark {
  /** Complete from this id up (inclusive). */
  low: number;
  /** The owner's view version. */
  version: number;
  /** The memory of the cache server that holds the list. */
  run: string;
  /** The restore epoch of the database. */
  epoch: number;
}

export function writeMark(mark: Mark): string {
  return [mark.low, mark.version, mark.epoch, mark.run].join(' ');
}

/** Null for a mark that is absent, unreadable, or of other circumstances: the list must be built anew. */
export function readMark(text: string | null, now: Omit<Mark, 'low'>): Mark | null {
  if (text === null) return null;
  const [low, version, epoch, ...run] = text.split(' ');
  const mark = { low: Number(low), version: Number(version), epoch: Number(epoch), run: run.join(' ') };
  if (!Number.isSafeInteger(mark.low)) return null;
  return mark.version === now.version && mark.epoch === now.epoch && mark.run === now.run ? mark : null;
}
