/** Whose fault a failure is: an engine's (the group pauses) or the event's (it moves to the retry table). */
import type { ErrorCode } from '@fanfare/kernel';
import { isAppError, withoutValues } from '@fanfare/kernel';

const away: ReadonlySet<ErrorCode> = new Set(['engine_away', 'disk_full', 'clock_skew', 'shutting_down']);

/** True when no event would fare better: the group waits and nothing is counted against the event. */
export function isAway(error: unknown): boolean {
  return isAppError(error) && away.has(error.code);
}

const MAX_CAUSE = 300;

/**
 * What may be stored, logged and shown of an error. Engines and parsers quote what they were given, which may be
 * a person's text, so quoted passages are left out.
 */
export function causeOf(error: unknown): string {
  if (isAppError(error)) return clip(`${error.code}: ${error.options.detail ?? error.message}`);
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  return clip(`${error.name}: ${withoutValues(error.message)}`);
}

function clip(text: string): string {
  return text.length <= MAX_CAUSE ? text : `${text.slice(0, MAX_CAUSE)}…`;
}
