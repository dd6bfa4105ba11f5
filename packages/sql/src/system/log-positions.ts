/** Where a consumer group stands in the partitions of a log that lies elsewhere; kept beside the group's effects. */
import type { LogPositionTable } from '@fanfare/contracts/tables';
import type { Kysely } from 'kysely';
import { insertIgnore, insertMany } from '../insert.ts';
import type { Database, Unit } from '../port.ts';
import type { SystemTables } from './tables.ts';

// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyDatabase = Database<any>;
// biome-ignore lint/suspicious/noExplicitAny: any service's tables beside the system's
type AnyUnit = Unit<any>;

/** In place of an offset while the group is being rebuilt: nobody moves it then. */
export const REBUILDING = -1;

export type LogPlace = Pick<LogPositionTable, 'topic' | 'slot'>;

export interface LogPositions {
  all(): Promise<LogPositionTable[]>;
  /** Moves a position from where the caller knows it to be (null: it has no row). False: it is elsewhere. */
  move(
    unit: AnyUnit,
    place: LogPlace,
    from: number | null,
    to: Pick<LogPositionTable, 'next_offset' | 'seen'>,
  ): Promise<boolean>;
  /** Sets the positions of these topics' partitions, wherever they are. */
  set(unit: AnyUnit, positions: readonly Omit<LogPositionTable, 'group_name'>[]): Promise<void>;
}

export function logPositions(database: AnyDatabase, group: string): LogPositions {
  const names = database.system;
  const read: Kysely<SystemTables> = database.read;
  const db = (unit: AnyUnit): Kysely<SystemTables> => unit.db as Kysely<SystemTables>;

  return {
    all() {
      return read.selectFrom(names.log_position).selectAll().where('group_name', '=', group).execute();
    },
    async move(unit, place, from, to) {
      const row = { group_name: group, ...place, ...to };
      if (from === null) return insertIgnore(db(unit), names.log_position, row);
      const moved = await db(unit)
        .updateTable(names.log_position)
        .set(to)
        .where((eb) => eb.and({ group_name: group, topic: place.topic, slot: place.slot }))
        .where('next_offset', '=', from)
        .executeTakeFirst();
      return moved.numUpdatedRows > 0n;
    },
    async set(unit, positions) {
      const topics = [...new Set(positions.map(({ topic }) => topic))];
      if (topics.length === 0) return;
      await db(unit)
        .deleteFrom(names.log_position)
        .where('group_name', '=', group)
        .where('topic', 'in', topics)
        .execute();
      await insertMany(
        db(unit),
        names.log_position,
        positions.map((position) => ({ group_name: group, ...position })),
      );
    },
  };
}
