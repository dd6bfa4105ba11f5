import type { CounterKind } from '@fanfare/contracts/tables';
import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import { upsert } from '../insert.ts';
import type { Database } from '../port.ts';
import { prepared } from '../prepared.ts';
import { locks } from './outbox-write.ts';
import type { SystemTables } from './tables.ts';

const IDS = 500;
/** An entity has three counters. To read all that lie side by side is quicker than to look for each of so many. */
const MANY_KINDS = 3;

export type Counts<Kind extends CounterKind> = Map<number, Record<Kind, number>>;

/** The counters of these entities, exact: base and deltas in one statement. Every asked one is in the map. */
export async function counts<Tables, Kind extends CounterKind>(
  db: Kysely<Tables>,
  kinds: readonly Kind[],
  entities: readonly number[],
): Promise<Counts<Kind>> {
  const none = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>;
  const found: Counts<Kind> = new Map(entities.map((entity) => [entity, { ...none }]));
  if (kinds.length === 0) return found;
  for (let at = 0; at < entities.length; at += IDS) {
    const ids = entities.slice(at, at + IDS);
    for (const row of await parts(db as unknown as Kysely<SystemTables>, kinds, ids)) {
      const counters = found.get(row.entity_id);
      if (counters !== undefined && row.kind in counters) counters[row.kind as Kind] += Number(row.value);
    }
  }
  return found;
}

function parts(db: Kysely<SystemTables>, kinds: readonly string[], ids: readonly number[]) {
  return kinds.length >= MANY_KINDS ? ofAllKinds(db, { ids }) : ofSomeKinds(db, { ids, kinds });
}

const ofSomeKinds = prepared(
  (db: Kysely<SystemTables>, values: { ids: readonly number[]; kinds: readonly string[] }) =>
    db
      .selectFrom('counter_base')
      .select(['entity_id', 'kind', 'value'])
      .where('entity_id', 'in', values.ids)
      .where('kind', 'in', values.kinds)
      .unionAll(
        db
          .selectFrom('counter_delta')
          .select(['entity_id', 'kind'])
          .select((row) => row.fn.sum<number>('delta').as('value'))
          .where('entity_id', 'in', values.ids)
          .where('kind', 'in', values.kinds)
          .groupBy(['entity_id', 'kind']),
      ),
);

const ofAllKinds = prepared((db: Kysely<SystemTables>, values: { ids: readonly number[] }) =>
  db
    .selectFrom('counter_base')
    .select(['entity_id', 'kind', 'value'])
    .where('entity_id', 'in', values.ids)
    .unionAll(
      db
        .selectFrom('counter_delta')
        .select(['entity_id', 'kind'])
        .select((row) => row.fn.sum<number>('delta').as('value'))
        .where('entity_id', 'in', values.ids)
        .groupBy(['entity_id', 'kind']),
    ),
);

/**
 * Moves up to `limit` deltas into the base, in the bulk lane, and returns how many: fewer than `limit` means that
 * none is left for now. Folders of several processes may run at once.
 */
export function foldCounters<Tables>(database: Database<Tables>, limit: number): Promise<number> {
  return database.unit(
    async ({ db: own }) => {
      const db = own as unknown as Kysely<SystemTables>;
      const oldest = db
        .selectFrom('counter_delta')
        .selectAll()
        .orderBy('entity_id')
        .orderBy('kind')
        .orderBy('id')
        .limit(limit);
      // A folder that waited here finds the deltas of the other one gone.
      const deltas = await (locks(database.dialect) ? oldest.forUpdate() : oldest).execute();
      for (const same of Map.groupBy(deltas, (row) => `${row.entity_id} ${row.kind}`).values()) {
        const [{ entity_id, kind }] = same as [(typeof same)[number]];
        const value = same.reduce((sum, row) => sum + row.delta, 0);
        await upsert(db, 'counter_base', {
          keys: ['entity_id', 'kind'],
          row: { entity_id, kind, value },
          update: { value: sql<number>`counter_base.value + ${value}` },
        });
        // By id, not up to one: a delta with a smaller id may be committed meanwhile.
        const ids = same.map((row) => row.id);
        await db
          .deleteFrom('counter_delta')
          .where('entity_id', '=', entity_id)
          .where('kind', '=', kind)
          .where('id', 'in', ids)
          .execute();
      }
      return deltas.length;
    },
    { lane: 'bulk' },
  );
}
