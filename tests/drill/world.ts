/** Who takes part: writers, watchers with sockets, a reviewer, one whose posts wait, newcomers and a stranger. */
import type { RoleName } from '@fanfare/contracts';
import type { Contracts } from '@fanfare/server';
import type { Query } from '../support/truth.ts';
import type { Ask, Journal } from './client.ts';
import { client, newJournal } from './client.ts';
import type { Ledger } from './ledger.ts';
import { newLedger } from './ledger.ts';

export interface Human {
  readonly name: string;
  readonly id: string;
  readonly token: string;
  readonly ask: Ask;
}

/** What the world is made in. */
export interface Site {
  readonly url: string;
  readonly contracts: Contracts;
  /** Of the core database. */
  readonly query: Query;
}

export interface World extends Site {
  readonly writers: readonly Human[];
  /** Follow every writer, always; each holds a socket. */
  readonly watchers: readonly Human[];
  readonly moderator: Human;
  /** Whose posts are pending, rejected or withdrawn, but never approved. */
  readonly held: Human;
  /** Each gets one post approved, and no more wait. */
  readonly newcomers: readonly Human[];
  /** Follows nobody. */
  readonly stranger: Human;
  readonly journal: Journal;
  readonly ledger: Ledger;
}

const SCOPES = 'read write follow admin:read admin:write';
export const PASSWORD = 'password';
const NEWCOMERS = 60;

const names = (what: string, count: number) => Array.from({ length: count }, (_, at) => `${what}${at + 1}`);

export async function makeWorld(site: Site): Promise<World> {
  const { url, contracts } = site;
  const journal = newJournal();
  const ledger = newLedger();

  async function make(all: readonly string[], role: RoleName): Promise<Human[]> {
    const accounts = all.map((username) => ({
      ...{ username, email: `${username}@example.org`, password: PASSWORD, role },
    }));
    const made = await contracts.auth.createAccounts({ accounts });
    return Promise.all(
      all.map(async (name, at) => {
        const id = made[at]?.account_id;
        if (id == null) throw new Error(`${name} was not made: ${made[at]?.error}`);
        const asked = { username: name, scopes: SCOPES, app_name: 'drill' };
        const { access_token: token } = await contracts.auth.createToken(asked);
        const mayKnow = role === 'admin' || name === 'held';
        return { name, id: String(id), token, ask: client(url, token, journal, mayKnow) };
      }),
    );
  }

  const [moderator, ...others] = await make(['moderator'], 'admin');
  const people = await make(
    [...names('writer', 6), ...names('watcher', 3), 'held', 'stranger', ...names('newcomer', NEWCOMERS)],
    'user',
  );
  const called = (name: string): Human => {
    const found = people.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} was not made`);
    return found;
  };
  if (moderator === undefined || others.length > 0) throw new Error('There is one moderator');
  const world: World = {
    ...{ ...site, moderator, journal, ledger },
    writers: people.filter(({ name }) => name.startsWith('writer')),
    watchers: people.filter(({ name }) => name.startsWith('watcher')),
    newcomers: people.filter(({ name }) => name.startsWith('newcomer')),
    held: called('held'),
    stranger: called('stranger'),
  };
  await admitWriters(world);
  await befriend(world);
  return world;
}

/** Writers have their first post approved; after that, one is enough for anybody. */
async function admitWriters({ writers, moderator }: World): Promise<void> {
  const policy = { mode: 'new-accounts', approved_posts: 1 };
  expect(200, await moderator.ask('set-up', 'PUT', '/api/v1/admin/approval_policy', policy));
  for (const writer of writers) {
    const held = await writer.ask('set-up', 'POST', '/api/v1/statuses', { status: `I am ${writer.name}` });
    expect(202, held);
    const path = `/api/v1/admin/submissions/${held.body.id}/approve`;
    expect(200, await moderator.ask('set-up', 'POST', path, { version: 1 }));
  }
}

async function befriend({ writers, watchers, ledger }: World): Promise<void> {
  for (const watcher of watchers) for (const writer of writers) await follow(ledger, watcher, writer);
  for (const [at, writer] of writers.entries()) {
    const friend = writers[(at + 1) % writers.length];
    if (friend !== undefined) await follow(ledger, writer, friend);
  }
}

async function follow(ledger: Ledger, one: Human, other: Human): Promise<void> {
  expect(200, await one.ask('set-up', 'POST', `/api/v1/accounts/${other.id}/follow`));
  ledger.follows.set(`${one.name} ${other.name}`, true);
}

export function expect(status: number, answer: { status: number; text: string }): void {
  if (answer.status !== status)
    throw new Error(`${status} was expected, not ${answer.status}: ${answer.text}`);
}
