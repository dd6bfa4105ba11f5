/** Home: candidates from timeline, the rules of home, and further candidates until the page is full. */
import type { Page, Paged } from '@fanfare/kernel';
import { idAt } from '@fanfare/kernel';
import { counts } from '@fanfare/sql';
import type { Eyes, StatusFacts } from '../domain/facts.ts';
import { BOOST_WINDOW, isHomeCandidate, repeatedBoosts, showingOf } from '../domain/home-rules.ts';
import type { ReadNeeds } from '../needs.ts';
import { otherBoosts } from '../store/boosts.ts';
import type { Db } from '../store/db.ts';
import type { EyesLoader } from './eyes.ts';
import { fillPage } from './fill-page.ts';
import type { Hydrate } from './hydrate.ts';
import { peopleIn } from './hydrate.ts';
import type { Person } from './person.ts';
import type { StatusReader } from './statuses.ts';

/** With more boosts than this it is shorter to ask those whom the reader follows. */
const MANY_BOOSTS = 500;
/** Ids and creation times are taken from clocks that may differ a little. */
const CLOCK_SLACK = 60_000;

export interface HomeReader {
  page(page: Page, person: Person): Promise<Paged<StatusFacts>>;
  /** Those among these people whose home holds the status now. */
  holders(status: StatusFacts, people: readonly Person[]): Promise<Set<number>>;
}

export interface HomeParts {
  db: Db;
  statuses: StatusReader;
  eyes: EyesLoader;
  hydrate: Hydrate;
  contracts: Pick<ReadNeeds['contracts'], 'timeline'>;
}

export function homeReader(parts: HomeParts): HomeReader {
  const { eyes, statuses, contracts } = parts;

  async function keep(ids: number[], person: Person): Promise<(StatusFacts | null)[]> {
    const found = await statuses.facts(ids, person, isHomeCandidate);
    const boosts = found.filter((status) => status !== null && status.row.reblog_of_id !== null);
    if (boosts.length === 0) return found;
    const rivals = await rivalsOf(parts, boosts as StatusFacts[], [person.id]);
    const seen = await eyes.of(person, peopleIn(rivals.all));
    const hidden = repeatedFor(boosts as StatusFacts[], rivals.of(person.id), seen);
    return found.map((status) => (status !== null && hidden.has(status.row.id) ? null : status));
  }

  return {
    page(page, person) {
      return fillPage(page, {
        async read(at) {
          const { ids, more } = await contracts.timeline.home({
            account_id: person.id,
            version: person.version,
            max_id: at.maxId,
            since_id: at.sinceId,
            min_id: at.minId,
            limit: at.limit,
          });
          return { rows: ids, more };
        },
        keep: (ids) => keep(ids, person),
        cursor: (id) => id,
      });
    },

    async holders(status, people) {
      const isBoost = status.row.reblog_of_id !== null;
      const ids = people.map((person) => person.id);
      const rivals = isBoost ? await rivalsOf(parts, [status], ids) : { all: [], of: () => [] };
      const seen = await eyes.ofMany(people, peopleIn([status, ...rivals.all]));
      const holding = ids.filter((id) => {
        const mine = seen.get(id);
        if (mine === undefined || !isHomeCandidate(status, mine)) return false;
        return !repeatedFor([status], rivals.of(id), mine).has(status.row.id);
      });
      return new Set(holding);
    },
  };
}

function repeatedFor(
  boosts: readonly StatusFacts[],
  rivals: readonly StatusFacts[],
  eyes: Eyes,
): Set<number> {
  const candidates = rivals.filter((rival) => isHomeCandidate(rival, eyes));
  return repeatedBoosts(boosts.map(showingOf), candidates.map(showingOf));
}

interface Rivals {
  all: StatusFacts[];
  of(personId: number): StatusFacts[];
}

/** Whatever shows the same posts in the day before the boosts, also below the page: the posts, and other boosts. */
async function rivalsOf(
  { db, hydrate }: HomeParts,
  boosts: readonly StatusFacts[],
  people: readonly number[],
): Promise<Rivals> {
  const posts = new Map(
    boosts.flatMap(({ inner }) => (inner === null ? [] : [[inner.row.id, inner] as const])),
  );
  const numbers = await counts(db, ['status.reblogs'], [...posts.keys()]);
  const boosted = [...numbers.values()].reduce((sum, one) => sum + one['status.reblogs'], 0);
  const oldest = Math.min(...boosts.map(({ row }) => row.created_at));
  const others = await otherBoosts(
    db,
    {
      viewers: people,
      posts: [...posts.keys()],
      from: idAt(oldest - BOOST_WINDOW - CLOCK_SLACK),
      to: Math.max(...boosts.map(({ row }) => row.id)),
    },
    boosted > MANY_BOOSTS * people.length,
  );
  const found = await hydrate(others.map((other) => other.id));
  const byPerson = Map.groupBy(others, (other) => other.viewer);
  return {
    all: [...posts.values(), ...found.values()],
    of: (person) => [
      ...posts.values(),
      ...(byPerson.get(person) ?? []).flatMap(({ id }) => found.get(id) ?? []),
    ],
  };
}
