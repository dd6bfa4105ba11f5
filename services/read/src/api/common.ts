import type { Account } from '@fanfare/contracts/entities';
import { Answer, pageOf } from '@fanfare/http';
import type { Paged } from '@fanfare/kernel';
import { Type } from 'typebox';
import type { StatusFacts } from '../domain/facts.ts';
import type { Person } from '../pipeline/person.ts';
import type { Reading } from '../pipeline/reading.ts';

export const IdParams = Type.Object({ id: Type.String() });

/** Signed out or not: reading needs the scope only of those who show a token. */
export const readStatuses = ['read:statuses'];

export const statusPage = { default: 20, max: 40 };
export const accountPage = { default: 40, max: 80 };

/** A list of posts with its Link header. */
export async function statusesPage(
  reading: Reading,
  paged: Paged<StatusFacts>,
  person: Person | null,
): Promise<Answer> {
  const items = await reading.statuses.write(paged.items, person);
  return new Answer(`[${items.join()}]`, { paged });
}

/** Accounts of a page that was made of ids; its Link is as those of accounts are. */
export async function accountsPage(reading: Reading, paged: Paged<number>): Promise<Answer> {
  const found = await reading.accounts.present(paged.items);
  const items: Account[] = paged.items.flatMap((id) => found.get(id) ?? []);
  return pageOf({ ...paged, items }, 'since_id');
}
