/** Accounts: load in batches, render once per version, present. */
import type { Account, CredentialAccount } from '@fanfare/contracts/entities';
import type { AccountsTable } from '@fanfare/contracts/tables';
import type { Signal } from '@fanfare/kernel';
import { AppError } from '@fanfare/kernel';
import { counts } from '@fanfare/sql';
import type { CacheLookups } from '@fanfare/telemetry';
import { mentionsOf } from '@fanfare/text';
import type { AccountFacts } from '../domain/facts.ts';
import type { RenderedAccount } from '../domain/present-account.ts';
import {
  presentAccount,
  presentCredentialAccount,
  renderAccount,
  writeAccount,
} from '../domain/present-account.ts';
import type { Texted } from '../domain/texted.ts';
import { texted } from '../domain/texted.ts';
import type { Urls } from '../domain/urls.ts';
import { accountLoader, accountsByNames, countFollowRequests } from '../store/accounts.ts';
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

export interface AccountPresenter {
  account(id: number): Account;
  /** The same as JSON. */
  text(id: number): string;
}

export interface AccountReader {
  /** Rows with role and state, suspended ones too. */
  facts: Batched<AccountFacts>;
  /** By id, with counts; unknown ids are left out. */
  present(ids: Iterable<number>): Promise<Map<number, Account>>;
  /** Presents what was loaded before, each account when it is asked for. @throws Error for any other account */
  presenter(
    accounts: readonly AccountFacts[],
    counters: (id: number) => AccountCounters,
  ): Promise<AccountPresenter>;
  /** @throws AppError `not_found` */
  credential(id: number): Promise<CredentialAccount>;
}

export function accountReader(db: Db, urls: Urls, forget: Signal, lookups?: CacheLookups): AccountReader {
  const facts = batched(accountLoader(db, forget, lookups));
  const cache = boundedMap<number, { of: AccountsTable; rendered: Texted<RenderedAccount> }>(
    RENDERED,
    forget,
  );

  async function rendered(accounts: readonly AccountFacts[]) {
    const found = new Map<number, Texted<RenderedAccount>>();
    const missing: AccountFacts[] = [];
    for (const account of accounts) {
      const known = cache.get(account.id);
      if (known?.of === account.kept) found.set(account.id, known.rendered);
      else missing.push(account);
    }
    if (missing.length > 0) {
      const names = missing.flatMap((account) => mentionsOf(`${account.note} ${account.fields}`));
      const mentioned = await accountsByNames(
        db,
        names.map((name) => name.username),
      );
      for (const account of missing) {
        const one = texted(renderAccount(account, mentioned, urls));
        found.set(account.id, one);
        cache.set(account.id, { of: account.kept, rendered: one });
      }
    }
    return (account: AccountFacts) => found.get(account.id) ?? texted(renderAccount(account, [], urls));
  }

  const presenter: AccountReader['presenter'] = async (accounts, counters) => {
    const rendering = await rendered(accounts);
    const known = new Map(accounts.map((account) => [account.id, account]));
    const once = <Shown>(show: (...about: Parameters<typeof presentAccount>) => Shown) => {
      const made = new Map<number, Shown>();
      return (id: number): Shown => {
        const before = made.get(id);
        if (before !== undefined) return before;
        const account = known.get(id);
        if (account === undefined) throw new Error(`The account ${id} was not loaded with its page`);
        const shown = show(account, rendering(account), shownCounts(counters(id)), urls);
        made.set(id, shown);
        return shown;
      };
    };
    return { account: once(presentAccount), text: once(writeAccount) };
  };

  async function present(ids: Iterable<number>): Promise<Map<number, Account>> {
    const wanted = [...new Set(ids)];
    const [found, numbers] = await Promise.all([facts(wanted), counts(db, accountCounters, wanted)]);
    const accounts = wanted.flatMap((id) => found.get(id) ?? []);
    const { account } = await presenter(accounts, (id) => numbers.get(id) ?? noAccountCounters);
    return new Map(accounts.map(({ id }) => [id, account(id)]));
  }

  return {
    facts,
    present,
    presenter,
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

function shownCounts(numbers: AccountCounters) {
  return {
    followers: numbers['account.followers'],
    following: numbers['account.following'],
    statuses: numbers['account.statuses'],
  };
}
