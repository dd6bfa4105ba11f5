/** Who marked a post, and what a person marked. */
import type { Page, Paged } from '@fanfare/kernel';
import type { StatusFacts } from '../domain/facts.ts';
import { blocked, mutes } from '../domain/facts.ts';
import type { Entries, Entry } from '../store/lists.ts';
import { favouritedBy, markedEntries, rebloggedBy } from '../store/lists.ts';
import { fillPage } from './fill-page.ts';
import type { Person } from './person.ts';
import type { Reading } from './reading.ts';
import { seenOn } from './statuses.ts';

export function favouritersPage(reading: Reading, status: StatusFacts, page: Page, person: Person | null) {
  return peoplePage(reading, page, person, (at) => favouritedBy(reading.db, postId(status), at));
}

export function rebloggersPage(reading: Reading, status: StatusFacts, page: Page, person: Person | null) {
  return peoplePage(reading, page, person, (at) => rebloggedBy(reading.db, postId(status), at));
}

/** Marks on a boost are marks on what it boosts. */
function postId({ row }: StatusFacts): number {
  return row.reblog_of_id ?? row.id;
}

/** Account ids, without those whom the reader blocks or mutes, who block the reader, and the suspended. */
function peoplePage(
  reading: Reading,
  page: Page,
  person: Person | null,
  read: (page: Page) => Promise<Entries>,
): Promise<Paged<number>> {
  return fillPage<Entry, number>(page, {
    read,
    async keep(rows) {
      const ids = rows.map((row) => row.id);
      const [accounts, eyes] = await Promise.all([reading.accounts.facts(ids), reading.eyes.of(person, ids)]);
      return ids.map((id) => {
        if (accounts.get(id)?.state !== 'active') return null;
        const relation = eyes.relation(id);
        return blocked(relation) || mutes(relation, eyes.now) ? null : id;
      });
    },
    cursor: (row) => row.cursor,
  });
}

/** A person's favourites or bookmarks, by when they were marked. */
export function markedPage(
  reading: Reading,
  kind: 'favourites' | 'bookmarks',
  page: Page,
  person: Person,
): Promise<Paged<StatusFacts>> {
  return fillPage<Entry, StatusFacts>(page, {
    read: (at) => markedEntries(reading.db, kind, person.id, at),
    keep: (rows) =>
      reading.statuses.facts(
        rows.map((row) => row.id),
        person,
        seenOn('one'),
      ),
    cursor: (row) => row.cursor,
  });
}
