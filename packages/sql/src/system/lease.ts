import type { Clock, IdMaker } from '@fanfare/kernel';
import { AppError, idMaker, MAX_CLOCK_SKEW, timeOf } from '@fanfare/kernel';
import type { Kysely } from 'kysely';
import { insertIgnore } from '../insert.ts';
import type { SystemNames, SystemTables } from './tables.ts';

const NODES = 256;
/** A released number rests this long, in ms: a burst of ids may have borrowed from the next milliseconds. */
const REST = 100;
/** A burst this far ahead of the clock waits for it, in ms: one step further the maker would take it for a clock gone wrong. */
const MAX_LEAD = MAX_CLOCK_SKEW - 10;

/** A node number held by one client of the database, and the ids that it may mint under it. */
export interface Lease {
  /** False before the first `take` and from two thirds of the lease on. */
  usable(): boolean;
  /** @throws AppError `engine_away` when the lease could not be renewed in time, `clock_skew` */
  mint(): number;
  /**
   * Takes a number or renews the one that is held, inside a unit. Call the result when the unit has committed.
   * @param now the database's clock: all clients must agree on what has run out
   */
  take(db: Kysely<SystemTables>, now: number): Promise<() => void>;
  /** Gives the number back, inside a unit. */
  release(db: Kysely<SystemTables>, now: number): Promise<void>;
}

export interface LeaseOptions {
  clock: Clock;
  names: SystemNames;
  /** Names this client among all others. */
  holder: string;
  /** In ms. */
  ttl: number;
}

export function leaseOf({ clock, names, holder, ttl }: LeaseOptions): Lease {
  let held: { node: number; ids: IdMaker; mintUntil: number } | null = null;
  let last = 0;
  const usable = () => held !== null && clock.now() < held.mintUntil;

  async function renew(db: Kysely<SystemTables>, node: number, expires: number): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable(names.node_lease)
      .set({ expires_at: expires })
      .where('node', '=', node)
      .where('holder', '=', holder)
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  /** Each step is conditional, so that of two clients that want the same number one gets it. */
  async function takeFree(db: Kysely<SystemTables>, now: number): Promise<number> {
    const rows = await db.selectFrom(names.node_lease).selectAll().orderBy('node').execute();
    const known = new Map(rows.map((row) => [row.node, row]));
    for (let node = 0; node < NODES; node++) {
      const row = known.get(node);
      const lease = { holder, expires_at: now + ttl };
      if (row === undefined) {
        if (await insertIgnore(db, names.node_lease, { node, ...lease })) return node;
      } else if (row.expires_at < now) {
        const taken = await db
          .updateTable(names.node_lease)
          .set(lease)
          .where('node', '=', node)
          .where('holder', '=', row.holder)
          .where('expires_at', '=', row.expires_at)
          .executeTakeFirstOrThrow();
        if (taken.numUpdatedRows === 1n) return node;
      }
    }
    throw new AppError('engine_away', { detail: `all ${NODES} node numbers are leased` });
  }

  return {
    usable,
    mint() {
      if (held === null || !usable()) {
        throw new AppError('engine_away', { detail: 'the lease of the node number has run out' });
      }
      letClockCatchUp(clock, timeOf(last));
      last = held.ids.next();
      return last;
    },
    async take(db, now) {
      const began = clock.now();
      const before = held;
      const kept = before !== null && (await renew(db, before.node, now + ttl));
      const node = kept ? before.node : await takeFree(db, now);
      return () => {
        // The maker stays with its number: it knows the last id, and so whether the clock went back.
        const ids = kept ? before.ids : idMaker(node, () => clock.now());
        held = { node, ids, mintUntil: began + (ttl * 2) / 3 };
      };
    },
    async release(db, now) {
      if (held === null) return;
      const { node } = held;
      held = null;
      await renew(db, node, now + REST);
    },
  };
}

/**
 * An id has room for 32 a millisecond; who mints more has borrowed from the next ones. Blocks for the millisecond or
 * two that it takes. A clock that stands still or went back is left to the maker, which refuses it.
 */
function letClockCatchUp(clock: Clock, reached: number): void {
  for (let tries = 0; tries < MAX_CLOCK_SKEW; tries++) {
    const lead = reached - clock.now();
    if (lead <= MAX_LEAD || lead > MAX_CLOCK_SKEW) return;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  }
}
