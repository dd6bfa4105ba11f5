/** The log of the streams: numbered in commit order without gaps, kept a day. */
import type { StreamLogTable } from '@fanfare/contracts/tables';
import { insertMany } from '@fanfare/sql';
import type { NewRow } from '../domain/rows.ts';
import type { Db, NotificationUnit, Read } from './db.ts';

const HEAD = 1;
const PRUNED_AT_ONCE = 1000;

/**
 * Numbers the rows whose cause is new. The counter stays locked until commit, so this belongs to the end of a unit.
 * Returns the highest number given, or null when there was nothing new.
 */
export async function appendRows(unit: NotificationUnit, rows: readonly NewRow[]): Promise<number | null> {
  if (rows.length === 0) return null;
  await raiseHead(unit, rows.length);
  const known = await knownCauses(
    unit,
    rows.map((row) => row.cause),
  );
  const fresh = rows.filter((row) => !known.has(row.cause));
  if (fresh.length < rows.length) await raiseHead(unit, fresh.length - rows.length);
  if (fresh.length === 0) return null;
  const head = await streamHead(unit.db);
  const first = head - fresh.length + 1;
  const numbered = fresh.map((row, index) => ({ ...row, number: first + index, created_at: unit.now }));
  await insertMany(unit.db, 'stream_log', numbered);
  return head;
}

/** Whether every one of these rows was appended before. */
export async function holdsRows(unit: NotificationUnit, rows: readonly NewRow[]): Promise<boolean> {
  const causes = rows.map((row) => row.cause);
  const known = await knownCauses(unit, causes);
  return causes.every((cause) => known.has(cause));
}

async function raiseHead(unit: NotificationUnit, by: number): Promise<void> {
  await unit.db
    .updateTable('stream_head')
    .set((row) => ({ head: row('head', '+', by) }))
    .where('id', '=', HEAD)
    .execute();
}

async function knownCauses(unit: NotificationUnit, causes: string[]): Promise<Set<string>> {
  const rows = await unit.db.selectFrom('stream_log').select('cause').where('cause', 'in', causes).execute();
  return new Set(rows.map((row) => row.cause));
}

async function streamHead(db: Read | NotificationUnit['db']): Promise<number> {
  const row = await db.selectFrom('stream_head').select('head').where('id', '=', HEAD).executeTakeFirst();
  return row?.head ?? 0;
}

/** Rows above `after`, in order, some. */
export function rowsAfter(db: Read, after: number, limit: number): Promise<StreamLogTable[]> {
  return db
    .selectFrom('stream_log')
    .selectAll()
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

export interface StreamEnds {
  /** The highest number ever given. */
  head: number;
  /** The lowest number that is kept; head + 1 when none is. */
  tail: number;
}

export async function streamEnds(db: Read): Promise<StreamEnds> {
  const head = await streamHead(db);
  const lowest = await db
    .selectFrom('stream_log')
    .select('number')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  return { head, tail: lowest?.number ?? head + 1 };
}

/** Removes rows made before `before` (ms) from the log's beginning, some at a time. */
export async function pruneStreamLog(db: Db, before: number): Promise<void> {
  for (;;) {
    const first = await db.read
      .selectFrom('stream_log')
      .select(['number', 'created_at'])
      .orderBy('number')
      .limit(PRUNED_AT_ONCE)
      .execute();
    const young = first.findIndex((row) => row.created_at >= before);
    const last = first.at(young === -1 ? -1 : young - 1);
    if (last === undefined || young === 0) return;
    await db.unit(
      async (unit) => {
        await unit.db.deleteFrom('stream_log').where('number', '<=', last.number).execute();
      },
      { lane: 'bulk' },
    );
    if (young !== -1) return;
  }
}
