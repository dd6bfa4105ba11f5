/** From ids to facts: all in batches, nothing decided. */
import type { Signal } from '@fanfare/kernel';
import type { CacheLookups } from '@fanfare/telemetry';
import type { AccountFacts, StatusFacts, StatusRow } from '../domain/facts.ts';
import type { Batched } from '../store/batched.ts';
import { batched } from '../store/batched.ts';
import type { Db } from '../store/db.ts';
import { statusLoader } from '../store/statuses.ts';
import type { Renderings } from './rendering.ts';

/** By id; unknown ids are left out, deleted posts are there. */
export type Hydrate = (ids: Iterable<number>) => Promise<Map<number, StatusFacts>>;

export function hydrator(
  db: Db,
  accounts: Batched<AccountFacts>,
  renderings: Renderings,
  forget: Signal,
  lookups?: CacheLookups,
): Hydrate {
  const rows = batched(statusLoader(db, forget, lookups));

  return async (ids) => {
    const outer = await rows(ids);
    const wanted = [...ids].flatMap((id) => outer.get(id) ?? []);
    const inner = await rows(wanted.flatMap((row) => row.reblog_of_id ?? []));
    const all = [...wanted, ...inner.values()];
    const [authors, rendering] = await Promise.all([
      accounts(all.map((row) => row.account_id)),
      renderings(all),
    ]);
    const factsOf = (row: StatusRow, boosted: StatusFacts | null): StatusFacts | null => {
      const author = authors.get(row.account_id);
      // An account row outlives its posts; one without is as good as none.
      return author === undefined ? null : { row, author, mentions: rendering(row).mentions, inner: boosted };
    };
    const found = new Map<number, StatusFacts>();
    for (const row of wanted) {
      const boosted = row.reblog_of_id === null ? undefined : inner.get(row.reblog_of_id);
      const facts = factsOf(row, boosted === undefined ? null : factsOf(boosted, null));
      if (facts !== null) found.set(row.id, facts);
    }
    return found;
  };
}

/** Accounts whose relation to the reader the rules ask for. */
export function peopleIn(statuses: Iterable<StatusFacts>): Set<number> {
  const people = new Set<number>();
  for (const { row, inner } of statuses) {
    people.add(row.account_id);
    if (row.in_reply_to_account_id !== null) people.add(row.in_reply_to_account_id);
    if (inner !== null) people.add(inner.row.account_id);
  }
  return people;
}
