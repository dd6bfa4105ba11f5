/** One status for the sockets of many people. */
import type { Client, readContract } from '@fanfare/contracts';
import type { StatusFacts } from '../domain/facts.ts';
import type { Flags } from '../domain/present-status.ts';
import { isVisible } from '../domain/visibility.ts';
import type { ReadNeeds } from '../needs.ts';
import { peopleIn } from './hydrate.ts';
import type { Person } from './person.ts';
import { personsById } from './person.ts';
import type { Reading } from './reading.ts';

type Streamed = Client<typeof readContract>['streamed'];

export async function streamed(
  needs: ReadNeeds,
  reading: Reading,
  { status_id, viewers }: Parameters<Streamed>[0],
): ReturnType<Streamed> {
  const db = needs.db.read;
  const [persons, found] = await Promise.all([
    personsById(
      db,
      viewers.map((viewer) => viewer.account_id),
    ),
    reading.hydrate([status_id]),
  ]);
  const status = found.get(status_id);
  const people = [...persons.values()];
  if (status === undefined || people.length === 0)
    return viewers.map(({ account_id }) => ({ account_id, payload: null }));
  const forHome = viewers
    .filter((viewer) => viewer.home)
    .flatMap((viewer) => persons.get(viewer.account_id) ?? []);
  const [seeing, holding, payload] = await Promise.all([
    seers(reading, status, people),
    forHome.length === 0 ? new Set<number>() : reading.home.holders(status, forHome),
    payloads(reading, status, people),
  ]);
  return Promise.all(
    viewers.map(async ({ account_id, home }) => {
      const theirs = (home ? holding : seeing).has(account_id);
      return { account_id, payload: theirs ? await payload(account_id) : null };
    }),
  );
}

async function seers(reading: Reading, status: StatusFacts, people: readonly Person[]): Promise<Set<number>> {
  const eyes = await reading.eyes.ofMany(people, peopleIn([status]));
  const seeing = people.filter(({ id }) => {
    const mine = eyes.get(id);
    return mine !== undefined && isVisible(status, mine, 'list');
  });
  return new Set(seeing.map((person) => person.id));
}

/** The JSON differs by the reader's own marks alone, so it is made once for each combination. */
async function payloads(reading: Reading, status: StatusFacts, people: readonly Person[]) {
  const flagsOf = await reading.flags.ofMany(people, (status.inner ?? status).row.id);
  const made = new Map<string, Promise<string>>();
  return (personId: number): Promise<string> => {
    const flags = flagsOf(personId);
    const key = JSON.stringify(flags);
    const known = made.get(key) ?? render(reading, status, flags);
    made.set(key, known);
    return known;
  };
}

async function render(reading: Reading, status: StatusFacts, flags: Flags): Promise<string> {
  const [text = ''] = await reading.statuses.writeWith([status], {
    signedIn: true,
    flags: () => flags,
    approval: () => undefined,
  });
  return text;
}
