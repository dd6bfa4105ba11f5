/** Whether a submission can still be decided, revised or withdrawn, and what is said where it cannot. */
import type { SubmissionsTable } from '@fanfare/contracts/tables';

type Subject = Pick<SubmissionsTable, 'state' | 'version'>;

/** Null: a reviewer may decide on this version now. `by`: who decided, `@name`. */
export function whyUndecidable(row: Subject, version: number, by: string): string | null {
  if (row.state !== 'pending') return whyDecided(row, by);
  if (row.version === version) return null;
  return `Its author has revised it meanwhile: version ${row.version} waits, not ${version}`;
}

/** Null: its author may still change it or take it back. */
export function whyFixed(row: Subject, by: string): string | null {
  return row.state === 'pending' || row.state === 'rejected' ? null : whyDecided(row, by);
}

function whyDecided(row: Subject, by: string): string {
  if (row.state === 'withdrawn') return 'Its author has withdrawn it';
  return `${by} has already ${row.state} it (version ${row.version})`;
}
