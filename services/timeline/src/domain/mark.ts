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

/** Why a list must be built anew: there is none, nobody can read its mark, or that is of other circumstances. */
export type Unusable = 'absent' | 'unreadable' | 'view_version' | 'server_changed' | 'epoch';

export function readMark(text: string | null, now: Omit<Mark, 'low'>): Mark | Unusable {
  if (text === null) return 'absent';
  const [low, version, epoch, ...run] = text.split(' ');
  const mark = { low: Number(low), version: Number(version), epoch: Number(epoch), run: run.join(' ') };
  if (!Number.isSafeInteger(mark.low)) return 'unreadable';
  if (mark.epoch !== now.epoch) return 'epoch';
  if (mark.run !== now.run) return 'server_changed';
  return mark.version === now.version ? mark : 'view_version';
}
