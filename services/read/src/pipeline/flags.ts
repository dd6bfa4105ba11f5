/** People's own marks on posts, cached per person under the act version. */
import type { Signal } from '@fanfare/kernel';
import type { CacheLookups } from '@fanfare/telemetry';
import type { Flags } from '../domain/present-status.ts';
import { noFlags } from '../domain/present-status.ts';
import type { BoundedMap } from '../store/bounded-map.ts';
import { boundedMap } from '../store/bounded-map.ts';
import type { Db } from '../store/db.ts';
import type { FlagRows } from '../store/flags.ts';
import { flagRows } from '../store/flags.ts';
import type { Person } from './person.ts';

const PEOPLE = 1000;
/** Posts per person before they are loaded anew. */
const POSTS = 500;

interface Known {
  actVersion: number;
  flags: Map<number, Flags>;
}

export interface FlagsLoader {
  of(person: Person, statusIds: readonly number[]): Promise<(statusId: number) => Flags>;
  /** One post and many people, past the cache. */
  ofMany(people: readonly Person[], statusId: number): Promise<(personId: number) => Flags>;
}

export function flagsLoader(db: Db, forget: Signal, lookups?: CacheLookups): FlagsLoader {
  const cache: BoundedMap<number, Known> = boundedMap(PEOPLE, forget);

  return {
    async of(person, statusIds) {
      let entry = cache.get(person.id);
      if (entry === undefined || entry.actVersion < person.actVersion || entry.flags.size > POSTS) {
        entry = { actVersion: person.actVersion, flags: new Map() };
        cache.set(person.id, entry);
      }
      const mine = entry.actVersion === person.actVersion ? entry.flags : new Map<number, Flags>();
      const asked = new Set(statusIds);
      const missing = [...asked].filter((id) => !mine.has(id));
      lookups?.hit.inc(asked.size - missing.length);
      lookups?.miss.inc(missing.length);
      if (missing.length > 0) {
        const found = marked(await flagRows(db, [person.id], missing), (row) => row.status_id);
        for (const id of missing) mine.set(id, found(id));
      }
      return (id) => mine.get(id) ?? noFlags;
    },
    async ofMany(people, statusId) {
      const rows = await flagRows(
        db,
        people.map((person) => person.id),
        [statusId],
      );
      return marked(rows, (row) => row.account_id);
    },
  };
}

type MarkRow = FlagRows['favourited'][number];

function marked(rows: FlagRows, by: (row: MarkRow) => number): (id: number) => Flags {
  const favourited = new Set(rows.favourited.map(by));
  const bookmarked = new Set(rows.bookmarked.map(by));
  const reblogged = new Set(rows.reblogged.map(by));
  return (id) => ({
    favourited: favourited.has(id),
    reblogged: reblogged.has(id),
    bookmarked: bookmarked.has(id),
  });
}
