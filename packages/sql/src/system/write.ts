import type { Kysely } from 'kysely';
import { insertMany } from '../insert.ts';
import type { Dialect } from '../port.ts';
import type { RunCompiled } from './compiled.ts';
import { compiledQueries } from './compiled.ts';
import { locks, writeOutbox } from './outbox-write.ts';
import type { Pending, ViewChange } from './pending.ts';
import type { DatabaseName, SystemNames, SystemTables } from './tables.ts';

/** View versions up to this number are raised one by one. */
const ONE_BY_ONE = 2;
/** Ids in one statement. */
const IDS = 500;

export interface SystemWriter {
  readonly source: DatabaseName;
  readonly names: SystemNames;
  readonly dialect: Dialect;
  readonly run: RunCompiled;
}

export function systemWriter(source: DatabaseName, names: SystemNames, dialect: Dialect): SystemWriter {
  return { source, names, dialect, run: compiledQueries() };
}

export interface WriteContext {
  /** In ms; the events carry it. */
  now: number;
  trace: string | null;
  mint(): number;
}

/**
 * Writes the system rows of a unit, table by table, each in ascending order of key, so that two units never wait
 * for each other in a circle. The outbox comes last: its bucket rows stay locked until commit.
 * Returns the highest number per bucket.
 */
export async function writePending(
  writer: SystemWriter,
  database: Kysely<unknown>,
  pending: Pending,
  context: WriteContext,
): Promise<ReadonlyMap<number, number>> {
  const db = database as Kysely<SystemTables>;
  if (pending.created.length > 0) await createViews(writer, db, pending);
  if (pending.views.size > 0) await changeViews(writer, db, pending.views);
  if (pending.counts.size > 0) await addDeltas(writer, db, pending, context.mint());
  if (pending.fanout.size > 0) await changeFanout(writer, db, pending.fanout);
  if (pending.events.length === 0) return new Map();
  return writeOutbox(writer, db, pending.events, context);
}

async function createViews(
  { names }: SystemWriter,
  db: Kysely<SystemTables>,
  pending: Pending,
): Promise<void> {
  const rows = pending.created.map((row) => ({ ...row, version: 1, act_version: 1 }));
  rows.sort((left, right) => left.account_id - right.account_id);
  await db.insertInto(names.view_version).values(rows).execute();
}

async function changeViews(
  writer: SystemWriter,
  db: Kysely<SystemTables>,
  views: ReadonlyMap<number, ViewChange>,
): Promise<void> {
  const ids = [...views.keys()].sort((left, right) => left - right);
  const table = writer.names.view_version;
  const together = locks(writer.dialect) && ids.length > ONE_BY_ONE;
  if (together) await raiseTogether(writer, db, views, ids);
  for (const id of ids) {
    const { version, act, set } = views.get(id) as ViewChange;
    if (!together) {
      await writer.run(db as Kysely<unknown>, 'view', [version, act, id], () =>
        db
          .updateTable(table)
          .set((row) => ({ version: row('version', '+', 1), act_version: row('act_version', '+', 1) }))
          .where('account_id', '=', id),
      );
    }
    if (set !== null && Object.keys(set).length > 0) {
      await db.updateTable(table).set(set).where('account_id', '=', id).execute();
    }
  }
}

/** On a server, few round trips for many rows: locked in ascending order first, so that they may be changed in any. */
async function raiseTogether(
  { names }: SystemWriter,
  db: Kysely<SystemTables>,
  views: ReadonlyMap<number, ViewChange>,
  ids: readonly number[],
): Promise<void> {
  const table = names.view_version;
  for (let at = 0; at < ids.length; at += IDS) {
    const some = ids.slice(at, at + IDS);
    const rows = db.selectFrom(table).select('account_id').where('account_id', 'in', some);
    await rows.orderBy('account_id').forUpdate().execute();
    const groups = Map.groupBy(some, (id) => `${views.get(id)?.version} ${views.get(id)?.act}`);
    for (const same of groups.values()) {
      const { version, act } = views.get(same[0] as number) as ViewChange;
      await db
        .updateTable(table)
        .set((row) => ({ version: row('version', '+', version), act_version: row('act_version', '+', act) }))
        .where('account_id', 'in', same)
        .execute();
    }
  }
}

async function addDeltas(
  { names, dialect, run }: SystemWriter,
  db: Kysely<SystemTables>,
  { counts }: Pending,
  id: number,
): Promise<void> {
  const rows = [...counts.values()].filter((one) => one.delta !== 0);
  rows.sort((left, right) => left.entity - right.entity || (left.kind < right.kind ? -1 : 1));
  if (locks(dialect) && rows.length > 1) {
    const deltas = rows.map(({ kind, entity, delta }) => ({ entity_id: entity, kind, id, delta }));
    return insertMany(db, names.counter_delta, deltas);
  }
  for (const { kind, entity, delta } of rows) {
    await run(db as Kysely<unknown>, 'delta', [entity, kind, id, delta], () =>
      db.insertInto(names.counter_delta).values({ entity_id: entity, kind, id, delta }),
    );
  }
}

async function changeFanout(
  { names }: SystemWriter,
  db: Kysely<SystemTables>,
  fanout: ReadonlyMap<number, number | null>,
): Promise<void> {
  for (const [status, author] of [...fanout].sort(([left], [right]) => left - right)) {
    if (author === null) {
      await db.deleteFrom(names.fanout_open).where('status_id', '=', status).execute();
    } else {
      await db.insertInto(names.fanout_open).values({ status_id: status, account_id: author }).execute();
    }
  }
}
