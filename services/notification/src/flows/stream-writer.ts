/** Appends to the stream log, and says so once it is on disk. */
import type { Unit } from '@fanfare/sql';
import type { Tracer } from '@fanfare/telemetry';
import { noTracer } from '@fanfare/telemetry';
import type { NewRow } from '../domain/rows.ts';
import { tracedRows } from '../domain/rows.ts';
import type { Db, NotificationUnit } from '../store/db.ts';
import { appendRows, holdsRows } from '../store/stream-log.ts';

export interface StreamWriter {
  /** Adds the rows whose cause is new. Belongs to the end of an effect: it locks the log's counter. */
  append(unit: NotificationUnit, rows: readonly NewRow[]): Promise<void>;
  /** Whether every one of these rows was appended before. */
  holds(unit: NotificationUnit, rows: readonly NewRow[]): Promise<boolean>;
  /** A notification of this type is on disk. */
  stored(type: string): void;
  /** The database whose units announce what they appended after their commit. */
  readonly database: Db;
}

/** @param announce told the log's head after a commit; a hint, the log is the truth */
export function streamWriter(
  database: Db,
  announce: (head: number) => void,
  stored: (type: string) => void,
  tracer: Pick<Tracer, 'current'> = noTracer,
): StreamWriter {
  const heads = new WeakMap<Unit<never>, number>();
  return {
    holds: holdsRows,
    stored,
    async append(unit, rows) {
      const head = await appendRows(unit, tracedRows(rows, tracer.current()));
      if (head !== null) heads.set(unit as unknown as Unit<never>, head);
    },
    database: {
      ...database,
      async unit(work, options) {
        let head: number | undefined;
        const result = await database.unit(async (unit) => {
          const done = await work(unit);
          head = heads.get(unit as unknown as Unit<never>);
          return done;
        }, options);
        if (head !== undefined) announce(head);
        return result;
      },
    },
  };
}
