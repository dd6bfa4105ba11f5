/** The conformance kit on SQLite. */
import { silentLog, systemClock } from '@fanfare/kernel';
import { sqlitePlaces } from '../kit/databases.test-support.ts';
import { emitRaw } from '../kit/raw.ts';
import type { KitDatabase, KitWorld } from '../kit/world.ts';
import { sqlEventLog } from './sql-event-log.ts';

export async function openWorld(folder: string, openPlaces = sqlitePlaces): Promise<KitWorld> {
  const { core, notification, close } = await openPlaces(folder);
  return {
    ...{ core, notification, emitRaw, close },
    async log({ clock = systemClock, chaos, observer, wrap = (database: KitDatabase) => database } = {}) {
      const log = sqlEventLog({
        sources: [core, notification].map((database) => ({
          name: database.source,
          database: wrap(database),
        })),
        ...{ log: silentLog, clock },
        ...(observer === undefined ? {} : { observer }),
        ...(chaos === undefined ? {} : { chaos }),
      });
      return { ...log, forget: async () => void (await log.prune()) };
    },
  };
}
