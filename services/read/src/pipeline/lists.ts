/** Lists of posts: skeleton, hydrate, rules, until the page is full. */
import type { Visibility } from '@fanfare/contracts/tables';
import type { Page, Paged } from '@fanfare/kernel';
import type { StatusFacts } from '../domain/facts.ts';
import { blocked } from '../domain/facts.ts';
import type { Surface } from '../domain/visibility.ts';
import type { AccountListQuery } from '../store/account-list.ts';
import { accountEntries } from '../store/account-list.ts';
import type { Db } from '../store/db.ts';
import type { Entries, TagQuery } from '../store/lists.ts';
import { publicEntries, tagEntries } from '../store/lists.ts';
import { fillPage } from './fill-page.ts';
import type { Person } from './person.ts';
import type { Reading } from './reading.ts';
import { seenOn } from './statuses.ts';

const empty: Paged<StatusFacts> = { items: [], next: null, prev: null };

function listed(
  reading: Reading,
  page: Page,
  person: Person | null,
  surface: Surface,
  read: (db: Db, page: Page) => Promise<Entries>,
): Promise<Paged<StatusFacts>> {
  // Signed-out pages may be a moment behind; what they show is checked on the primary all the same.
  const db = person === null ? reading.replica : reading.db;
  return fillPage(page, {
    read: (at) => read(db, at),
    keep: (rows) =>
      reading.statuses.facts(
        rows.map((row) => row.id),
        person,
        seenOn(surface),
      ),
    cursor: (row) => row.cursor,
  });
}

export function publicPage(reading: Reading, page: Page, person: Person | null, only: { media: boolean }) {
  return listed(reading, page, person, 'list', (db, at) => publicEntries(db, at, only));
}

export function tagPage(reading: Reading, page: Page, person: Person | null, wanted: TagQuery) {
  return listed(reading, page, person, 'list', (db, at) => tagEntries(db, at, wanted));
}

export type AccountListOptions = Pick<
  AccountListQuery,
  'onlyMedia' | 'excludeReplies' | 'excludeReblogs' | 'tag'
>;

/** Nothing of whom one blocks or is blocked by, and of the suspended. */
export async function accountPage(
  reading: Reading,
  page: Page,
  person: Person | null,
  accountId: number,
  options: AccountListOptions,
): Promise<Paged<StatusFacts>> {
  const relation = (await reading.eyes.of(person, [accountId])).relation(accountId);
  if (blocked(relation)) return empty;
  const own = person?.id === accountId;
  const wanted: AccountListQuery = {
    accountId,
    visibilities: visibilitiesFor(own, relation.following),
    mentioned: own ? null : (person?.id ?? null),
    ...options,
  };
  return listed(reading, page, person, 'profile', (db, at) => accountEntries(db, at, wanted));
}

function visibilitiesFor(own: boolean, following: boolean): readonly Visibility[] {
  if (own) return ['public', 'unlisted', 'private', 'direct'];
  return following ? ['public', 'unlisted', 'private'] : ['public', 'unlisted'];
}
