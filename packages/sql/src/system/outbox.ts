import type { Kysely } from 'kysely';
import type { Database, Outbox, Unit } from '../port.ts';
import type { SystemNames, SystemTables } from './tables.ts';

/** Rows deleted in one unit. */
const PRUNE_ROWS = 500;

type Needs = Pick<Database<unknown>, 'read' | 'unit' | 'system'>;

/** The outbox as its consumers read it. */
export function outboxOf({ read, unit, system: names }: Needs): Outbox {
  const db = read as Kysely<SystemTables>;
  return {
    async rows(bucket, after, limit) {
      return db
        .selectFrom(names.outbox)
        .select(['bucket', 'number', 'body'])
        .where('bucket', '=', bucket)
        .where('number', '>', after)
        .orderBy('number')
        .limit(limit)
        .execute();
    },
    async heads() {
      const rows = await db
        .selectFrom(names.outbox_bucket)
        .select(['bucket', 'head'])
        .select((row) =>
          row
            .selectFrom(`${names.outbox} as kept`)
            .select((kept) => kept.fn.min<number | null>('kept.number').as('tail'))
            .whereRef('kept.bucket', '=', `${names.outbox_bucket}.bucket`)
            .as('tail'),
        )
        .orderBy('bucket')
        .execute();
      return rows.map(({ bucket, head, tail }) => ({ bucket, head, tail: tail ?? head + 1 }));
    },
    async oldest(after) {
      if (after.size === 0) return null;
      const found = await db
        .selectFrom(names.outbox)
        .select((row) => row.fn.min<number | null>('at').as('at'))
        .where((row) => row.or([...after].map(([bucket, number]) => row.and({ bucket, number: number + 1 }))))
        .executeTakeFirst();
      return found?.at ?? null;
    },
    async prune(passed, before) {
      let pruned = 0;
      for (const [bucket, number] of passed) {
        for (let found = PRUNE_ROWS; found === PRUNE_ROWS; pruned += found) {
          found = await unit((one) => pruneSome(one, names, bucket, number, before), { lane: 'bulk' });
        }
      }
      return pruned;
    },
  };
}

/** From the tail up to the first row that is still wanted: the log never has a hole. */
async function pruneSome(
  unit: Unit<unknown>,
  names: SystemNames,
  bucket: number,
  passed: number,
  before: number,
): Promise<number> {
  const db = unit.db as Kysely<SystemTables>;
  const rows = await db
    .selectFrom(names.outbox)
    .select(['number', 'at'])
    .where('bucket', '=', bucket)
    .where('number', '<=', passed)
    .orderBy('number')
    .limit(PRUNE_ROWS)
    .execute();
  const wanted = rows.findIndex((row) => row.at >= before);
  const old = wanted === -1 ? rows : rows.slice(0, wanted);
  const last = old.at(-1);
  if (last === undefined) return 0;
  const deletion = db
    .deleteFrom(names.outbox)
    .where('bucket', '=', bucket)
    .where('number', '<=', last.number);
  await deletion.execute();
  return old.length;
}
