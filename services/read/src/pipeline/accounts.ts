/** Accounts: load in batches, render once per version, present. */
import type { Account, CredentialAccount } from '@fanfare/contracts/entities';
import { AppError } from '@fanfare/kernel';
import { counts } from '@fanfare/sql';
import { mentionsOf } from '@fanfare/text';
import type { AccountFacts } from '../domain/facts.ts';
import type { RenderedAccount } from '../domain/present-account.ts';
import { presentAccount, presentCredentialAccount, renderAccount } from '../domain/present-account.ts';
import type { Urls } from '../domain/urls.ts';
import { accountFacts, accountsByNames, countFollowRequests } from '../store/accounts.ts';
import type { Batched } from '../store/batched.ts';
import { batched } from '../store/batched.ts';
import { boundedMap } from '../store/bounded-map.ts';
import type { Db } from '../store/db.ts';

/** About a kilobyte each. */
const RENDERED = 5000;

export const accountCounters = ['account.followers', 'account.following', 'account.statuses'] as const;
type AccountCounter = (typeof accountCounters)[number];
/** Counters of an account, as the one statement answers them. */
export type AccountCounters = Record<AccountCounter, number>;

export interface AccountReader {
  /** Rows with role and state, suspended ones too. */
  facts: Batched<AccountFacts>;
  rendered(accounts: readonly AccountFacts[]): Promise<(account: AccountFacts) => RenderedAccount>;
  /** By id, with counts; unknown ids are left out. */
  present(ids: Iterable<number>): Promise<Map<number, Account>>;
  /** Presents what was loaded before. */
  presentAll(
    accounts: readonly AccountFacts[],
    counters: (id: number) => AccountCounters,
  ): Promise<Map<number, Account>>;
  /** @throws AppError `not_found` */
  credential(id: number): Promise<CredentialAccount>;
}

export function accountReader(db: Db, urls: Urls): AccountReader {
  const facts = batched((ids) => accountFacts(db, ids));
  const cache = boundedMap<number, { version: number; rendered: RenderedAccount }>(RENDERED);

  async function rendered(accounts: readonly AccountFacts[]) {
    const found = new Map<number, RenderedAccount>();
    const missing: AccountFacts[] = [];
    for (const account of accounts) {
      const known = cache.get(account.id);
      if (known?.version === account.version) found.set(account.id, known.rendered);
      else missing.push(account);
    }
    if (missing.length > 0) {
      const names = missing.flatMap((account) => mentionsOf(`${account.note} ${account.fields}`));
      const mentioned = await accountsByNames(
        db,
        names.map((name) => name.username),
      );
      for (const account of missing) {
        const one = renderAccount(account, mentioned, urls);
        found.set(account.id, one);
        cache.set(account.id, { version: account.version, rendered: one });
      }
    }
    return (account: AccountFacts) => found.get(account.id) ?? renderAccount(account, [], urls);
  }

  const presentAll: AccountReader['presentAll'] = async (accounts, counters) => {
    const rendering = await rendered(accounts);
    return new Map(
      accounts.map((account) => {
        const numbers = counters(account.id);
        const shown = {
          followers: numbers['account.followers'],
          following: numbers['account.following'],
          statuses: numbers['account.statuses'],
        };
        return [account.id, presentAccount(account, rendering(account), shown, urls)];
      }),
    );
  };

  async function present(ids: Iterable<number>): Promise<Map<number, Account>> {
    const wanted = [...new Set(ids)];
    const [found, numbers] = await Promise.all([facts(wanted), counts(db, accountCounters, wanted)]);
    const accounts = wanted.flatMap((id) => found.get(id) ?? []);
    return presentAll(accounts, (id) => numbers.get(id) ?? noAccountCounters);
  }

  return {
    facts,
    rendered,
    present,
    presentAll,
    async credential(id) {
      const [found, accounts, requests] = await Promise.all([
        facts([id]),
        present([id]),
        countFollowRequests(db, id),
      ]);
      const [fact, account] = [found.get(id), accounts.get(id)];
      if (fact === undefined || account === undefined) throw new AppError('not_found');
      return presentCredentialAccount(account, fact, requests);
    },
  };
}

export const noAccountCounters: AccountCounters = {
  'account.followers': 0,
  'account.following': 0,
  'account.statuses': 0,
};
