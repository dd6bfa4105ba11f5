/** Who alone may do something among all clients of a database. A lease ends by itself; its fence tells its holders apart. */
import type { Kysely } from 'kysely';
import { insertIgnore } from '../insert.ts';
import type { Database, Unit } from '../port.ts';
import type { SystemTables } from './tables.ts';

// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyDatabase = Database<any>;
// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyUnit = Unit<any>;

export interface Leases {
  /**
   * Takes the lease, or prolongs it for who has it, until `ttl` ms from now by the database's clock.
   * @returns its fence, which rises with every change of hands; null when somebody else has it
   */
  take(unit: AnyUnit, name: string, holder: string, ttl: number): Promise<number | null>;
  /** Ends it, if `holder` has it. */
  release(unit: AnyUnit, name: string, holder: string): Promise<void>;
  /** Holders of the leases whose names begin so and have not ended, in the order of their names. */
  holders(unit: AnyUnit, prefix: string): Promise<string[]>;
  /** Forgets leases whose names begin so and that ended more than `age` ms ago. */
  forget(unit: AnyUnit, prefix: string, age: number): Promise<void>;
}

export function leasesOf(database: AnyDatabase): Leases {
  const names = database.system;
  const db = (unit: AnyUnit): Kysely<SystemTables> => unit.db as Kysely<SystemTables>;

  return {
    async take(unit, name, holder, ttl) {
      const lease = { holder, expires_at: unit.now + ttl };
      const row = await db(unit)
        .selectFrom(names.lease)
        .selectAll()
        .where('name', '=', name)
        .executeTakeFirst();
      if (row === undefined) {
        return (await insertIgnore(db(unit), names.lease, { name, ...lease, fence: 1 })) ? 1 : null;
      }
      const ended = row.expires_at <= unit.now;
      if (row.holder !== holder && !ended) return null;
      const fence = row.holder === holder && !ended ? row.fence : row.fence + 1;
      const taken = await db(unit)
        .updateTable(names.lease)
        .set({ ...lease, fence })
        .where('name', '=', name)
        .where('fence', '=', row.fence)
        .where('holder', '=', row.holder)
        .executeTakeFirst();
      return taken.numUpdatedRows > 0n ? fence : null;
    },

    async release(unit, name, holder) {
      await db(unit)
        .updateTable(names.lease)
        .set({ expires_at: 0 })
        .where('name', '=', name)
        .where('holder', '=', holder)
        .execute();
    },

    async holders(unit, prefix) {
      const rows = await db(unit)
        .selectFrom(names.lease)
        .select(['name', 'holder'])
        .where('name', '>=', prefix)
        .where('name', '<', after(prefix))
        .where('expires_at', '>', unit.now)
        .orderBy('name')
        .execute();
      return rows.map(({ holder }) => holder);
    },

    async forget(unit, prefix, age) {
      await db(unit)
        .deleteFrom(names.lease)
        .where('name', '>=', prefix)
        .where('name', '<', after(prefix))
        .where('expires_at', '<', unit.now - age)
        .execute();
    },
  };
}

/** The first name that does not begin with the prefix any more. */
function after(prefix: string): string {
  return prefix.slice(0, -1) + String.fromCharCode(prefix.charCodeAt(prefix.length - 1) + 1);
}
