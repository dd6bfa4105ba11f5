/** How people stand to others, cached per person under the view version. */
import type { Signal } from '@fanfare/kernel';
import type { CacheLookups } from '@fanfare/telemetry';
import type { Eyes, Relation } from '../domain/facts.ts';
import { stranger } from '../domain/facts.ts';
import type { BoundedMap } from '../store/bounded-map.ts';
import { boundedMap } from '../store/bounded-map.ts';
import type { Db } from '../store/db.ts';
import { relations } from '../store/relations.ts';
import type { Person } from './person.ts';

const PEOPLE = 1000;
/** Relations kept per person before they are loaded anew. */
const RELATIONS = 1000;

interface Known {
  version: number;
  relations: Map<number, Relation>;
}

export interface EyesLoader {
  /** The eyes of one reader on these accounts. */
  of(person: Person | null, accountIds: Iterable<number>): Promise<Eyes>;
  /** The eyes of many on a few accounts, past the cache. */
  ofMany(people: readonly Person[], accountIds: Iterable<number>): Promise<Map<number, Eyes>>;
}

export function eyesLoader(db: Db, now: () => number, forget: Signal, lookups?: CacheLookups): EyesLoader {
  const cache: BoundedMap<number, Known> = boundedMap(PEOPLE, forget);

  async function known(person: Person, wanted: Iterable<number>): Promise<Map<number, Relation>> {
    let entry = cache.get(person.id);
    // An older request must not throw away what a newer one has loaded, nor use it: it loads for itself.
    if (entry === undefined || entry.version < person.version || entry.relations.size > RELATIONS) {
      entry = { version: person.version, relations: new Map() };
      cache.set(person.id, entry);
    }
    const mine = entry.version === person.version ? entry.relations : new Map<number, Relation>();
    const asked = new Set(wanted);
    const missing = [...asked].filter((id) => id !== person.id && !mine.has(id));
    lookups?.hit.inc(asked.size - missing.length);
    lookups?.miss.inc(missing.length);
    if (missing.length > 0) {
      const found = (await relations(db, [person.id], missing)).get(person.id);
      for (const id of missing) mine.set(id, found?.get(id) ?? stranger);
    }
    return mine;
  }

  return {
    async of(person, accountIds) {
      if (person === null) return { id: null, now: now(), relation: () => stranger };
      const mine = await known(person, accountIds);
      return { id: person.id, now: now(), relation: (id) => mine.get(id) ?? stranger };
    },
    async ofMany(people, accountIds) {
      const ids = people.map((person) => person.id);
      const matrix = await relations(db, ids, [...new Set(accountIds)]);
      return new Map(
        ids.map((id) => [
          id,
          { id, now: now(), relation: (other) => matrix.get(id)?.get(other) ?? stranger },
        ]),
      );
    },
  };
}
