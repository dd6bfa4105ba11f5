/** Statuses for one reader: hydrate, rules, present. */
import type { Status } from '@fanfare/contracts/entities';
import { counts } from '@fanfare/sql';
import type { AccountFacts, Eyes, StatusFacts, StatusRow } from '../domain/facts.ts';
import type { Flags, StatusCounts, StatusMaterial } from '../domain/present-status.ts';
import { noFlags, presentStatus, writeStatus } from '../domain/present-status.ts';
import type { Urls } from '../domain/urls.ts';
import type { Surface } from '../domain/visibility.ts';
import { isVisible } from '../domain/visibility.ts';
import type { Db } from '../store/db.ts';
import type { AccountReader } from './accounts.ts';
import { accountCounters } from './accounts.ts';
import type { Applications } from './applications.ts';
import type { Approvals } from './approvals.ts';
import type { EyesLoader } from './eyes.ts';
import type { FlagsLoader } from './flags.ts';
import type { Hydrate } from './hydrate.ts';
import { peopleIn } from './hydrate.ts';
import type { Person } from './person.ts';
import type { Renderings } from './rendering.ts';

export interface StatusParts {
  db: Db;
  urls: Urls;
  accounts: AccountReader;
  applications: Applications;
  approvals: Approvals;
  eyes: EyesLoader;
  flags: FlagsLoader;
  hydrate: Hydrate;
  renderings: Renderings;
}

/** Whether a reader may see one of the facts; `eyes` knows everybody who occurs in them. */
export type Rule = (status: StatusFacts, eyes: Eyes) => boolean;

export const seenOn =
  (surface: Surface): Rule =>
  (status, eyes) =>
    isVisible(status, eyes, surface);

export interface StatusReader {
  /** In the order of the ids; null: unknown, or not for this reader by this rule. */
  facts(ids: readonly number[], person: Person | null, rule: Rule): Promise<(StatusFacts | null)[]>;
  /** Presents what passed the rules; same order. */
  present(statuses: readonly StatusFacts[], person: Person | null): Promise<Status[]>;
  /** The same as JSON texts. */
  write(statuses: readonly StatusFacts[], person: Person | null): Promise<string[]>;
  /** Writes for readers whose marks are known already. */
  writeWith(statuses: readonly StatusFacts[], reader: ReaderMarks): Promise<string[]>;
  /** Loads and presents; null where a rule forbids. */
  read(ids: readonly number[], person: Person | null, rule: Rule): Promise<(Status | null)[]>;
}

export interface ReaderMarks {
  signedIn: boolean;
  flags(statusId: number): Flags;
  approval: StatusMaterial['approval'];
}

const counters = ['status.replies', 'status.reblogs', 'status.favourites', ...accountCounters] as const;

export function statusReader(parts: StatusParts): StatusReader {
  const { hydrate, eyes } = parts;

  async function facts(ids: readonly number[], person: Person | null, rule: Rule) {
    const found = await hydrate(ids);
    const seen = await eyes.of(person, peopleIn(found.values()));
    return ids.map((id) => {
      const status = found.get(id);
      return status !== undefined && rule(status, seen) ? status : null;
    });
  }

  async function marksOf(statuses: readonly StatusFacts[], person: Person | null): Promise<ReaderMarks> {
    const posts = statuses.map((status) => status.inner ?? status);
    const [flags, approval] = await Promise.all([
      person === null
        ? () => noFlags
        : parts.flags.of(
            person,
            posts.map(({ row }) => row.id),
          ),
      parts.approvals(posts, person),
    ]);
    return { signedIn: person !== null, flags, approval };
  }

  async function present(statuses: readonly StatusFacts[], person: Person | null): Promise<Status[]> {
    if (statuses.length === 0) return [];
    const material = await materialFor(parts, statuses, await marksOf(statuses, person));
    return statuses.map((status) => presentStatus(status, material));
  }

  async function writeWith(statuses: readonly StatusFacts[], reader: ReaderMarks): Promise<string[]> {
    if (statuses.length === 0) return [];
    const material = await materialFor(parts, statuses, reader);
    return statuses.map((status) => writeStatus(status, material));
  }

  return {
    facts,
    present,
    write: async (statuses, person) => writeWith(statuses, await marksOf(statuses, person)),
    writeWith,
    async read(ids, person, rule) {
      const found = await facts(ids, person, rule);
      const presented = await present(
        found.filter((status) => status !== null),
        person,
      );
      const next = presented.values();
      return found.map((status) => (status === null ? null : (next.next().value ?? null)));
    },
  };
}

async function materialFor(
  parts: StatusParts,
  statuses: readonly StatusFacts[],
  reader: ReaderMarks,
): Promise<StatusMaterial> {
  const all = statuses.flatMap((status) => (status.inner === null ? [status] : [status, status.inner]));
  const authors = new Map<number, AccountFacts>(all.map(({ author }) => [author.id, author]));
  const posts = new Map<number, StatusRow>(all.map(({ row }) => [row.id, row]));
  const [numbers, rendering, application] = await Promise.all([
    // Ids of accounts and posts never meet, so one statement answers for both.
    counts(parts.db, counters, [...authors.keys(), ...posts.keys()]),
    parts.renderings([...posts.values()]),
    parts.applications([...posts.values()].map((row) => row.application_id)),
  ]);
  const none = Object.fromEntries(counters.map((kind) => [kind, 0])) as Record<
    (typeof counters)[number],
    number
  >;
  const accounts = await parts.accounts.presenter([...authors.values()], (id) => numbers.get(id) ?? none);
  return {
    urls: parts.urls,
    signedIn: reader.signedIn,
    rendered: (row) => rendering(row).rendered,
    account: accounts.account,
    accountText: accounts.text,
    counts: (id): StatusCounts => {
      const of = numbers.get(id) ?? none;
      return {
        replies: of['status.replies'],
        reblogs: of['status.reblogs'],
        favourites: of['status.favourites'],
      };
    },
    flags: reader.flags,
    application,
    approval: reader.approval,
  };
}
