/** All the parts of reading, put together once. */
import { cacheLookups } from '@fanfare/telemetry';
import type { Urls } from '../domain/urls.ts';
import { urlsOf } from '../domain/urls.ts';
import type { ReadNeeds } from '../needs.ts';
import type { Db } from '../store/db.ts';
import type { AccountReader } from './accounts.ts';
import { accountReader } from './accounts.ts';
import { applications } from './applications.ts';
import { approvals } from './approvals.ts';
import type { EyesLoader } from './eyes.ts';
import { eyesLoader } from './eyes.ts';
import type { FlagsLoader } from './flags.ts';
import { flagsLoader } from './flags.ts';
import type { HomeReader } from './home.ts';
import { homeReader } from './home.ts';
import type { Hydrate } from './hydrate.ts';
import { hydrator } from './hydrate.ts';
import type { Renderings } from './rendering.ts';
import { renderings } from './rendering.ts';
import type { Resolver } from './resolve.ts';
import { resolver } from './resolve.ts';
import type { StatusReader } from './statuses.ts';
import { statusReader } from './statuses.ts';

export interface Reading {
  /** The primary. */
  db: Db;
  /** For skeletons of signed-out pages. */
  replica: Db;
  urls: Urls;
  accounts: AccountReader;
  eyes: EyesLoader;
  flags: FlagsLoader;
  hydrate: Hydrate;
  renderings: Renderings;
  statuses: StatusReader;
  home: HomeReader;
  resolver: Resolver;
}

export function reading(needs: ReadNeeds): Reading {
  const { forget } = needs;
  const lookups = (cache: string) => cacheLookups(needs.metrics, cache);
  const db = needs.db.read;
  const urls = urlsOf(needs.publicUrl);
  const accounts = accountReader(db, urls, forget, lookups('account'));
  const eyes = eyesLoader(db, () => needs.clock.now(), forget, lookups('relation'));
  const flags = flagsLoader(db, forget, lookups('flags'));
  const rendering = renderings(db, urls, forget, lookups('rendering'));
  const hydrate = hydrator(db, accounts.facts, rendering, forget, lookups('status'));
  const statuses = statusReader({
    db,
    urls,
    accounts,
    applications: applications(needs),
    approvals: approvals(needs),
    eyes,
    flags,
    hydrate,
    renderings: rendering,
  });
  const home = homeReader({ db, statuses, eyes, hydrate, contracts: needs.contracts });
  return {
    db,
    replica: needs.db.replica,
    urls,
    accounts,
    eyes,
    flags,
    hydrate,
    renderings: rendering,
    statuses,
    home,
    resolver: resolver(statuses, needs),
  };
}
