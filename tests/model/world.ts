/** One run: the network, the people of this run, and which id stands for which key of the model. */
import type { Api, Network } from '@fanfare/testkit';
import type { Viewer } from './rules.ts';
import type { Key, Name, State } from './state.ts';
import type { AccountView, PostView } from './views.ts';
import type { AccountEntity, StatusEntity } from './wire.ts';

export interface World {
  network: Network;
  /** Sets the people, words and tags of this run apart from those of the runs before it. */
  number: number;
  state: State;
  apis: Map<Name, Api>;
  /** Ids of accounts and statuses, by name and key, and back. */
  accounts: Map<Name, string>;
  names: Map<string, Name>;
  ids: Map<Key, string>;
  keys: Map<string, Key>;
  /** The newest status before the run. */
  since: string;
  /** What happened, for the reader of a failure. */
  story: string[];
  /** What the notices of a coming event depend on, changed since everything last settled. */
  unsettled: { authors: Set<Name>; wishes: Set<Name>; boosted: Set<Key>; edited: Set<Key> };
}

export function apiOf(world: World, viewer: Viewer): Api {
  const found = viewer === null ? world.network.anyone : world.apis.get(viewer);
  if (found === undefined) throw new Error(`${viewer} is nobody`);
  return found;
}

export function accountId(world: World, name: Name): string {
  const found = world.accounts.get(name);
  if (found === undefined) throw new Error(`${name} has no account`);
  return found;
}

export function statusId(world: World, key: Key): string {
  const found = world.ids.get(key);
  if (found === undefined) throw new Error(`${key} has no id`);
  return found;
}

export function bind(world: World, key: Key, id: string): void {
  world.ids.set(key, id);
  world.keys.set(id, key);
}

export function addPerson(world: World, name: Name, id: string, api: Api): void {
  world.state.people.set(name, { locked: false });
  world.apis.set(name, api);
  world.accounts.set(name, id);
  world.names.set(id, name);
}

const nobody = -1;

function keyOf(world: World, id: string | null): Key | null {
  return id === null ? null : (world.keys.get(id) ?? nobody);
}

function nameOf(world: World, id: string): Name {
  return world.names.get(id) ?? `unknown ${id}`;
}

/** What the API says of a status, in the terms of the model. */
export function readStatus(world: World, status: StatusEntity): PostView {
  return {
    ...readOne(world, status),
    boosted: status.reblog === null ? null : readOne(world, status.reblog),
  };
}

function readOne(world: World, status: StatusEntity): PostView {
  return {
    key: keyOf(world, status.id),
    author: readAccount(world, status.account),
    text: textOf(status.content),
    warning: status.spoiler_text,
    language: status.language,
    visibility: status.visibility,
    parent: keyOf(world, status.in_reply_to_id),
    parentAuthor:
      status.in_reply_to_account_id === null ? null : nameOf(world, status.in_reply_to_account_id),
    mentions: status.mentions.map(({ id }) => nameOf(world, id)).sort(),
    tags: status.tags.map(({ name }) => name).sort(),
    edited: status.edited_at !== null,
    replies: status.replies_count,
    boosts: status.reblogs_count,
    favourites: status.favourites_count,
    marks:
      status.favourited === undefined
        ? null
        : {
            favourited: status.favourited,
            boosted: status.reblogged === true,
            bookmarked: status.bookmarked === true,
          },
    held: status.approval === undefined ? null : keyOf(world, status.approval.submission_id),
    boosted: null,
  };
}

export function readAccount(world: World, account: AccountEntity): AccountView {
  return {
    name: nameOf(world, account.id),
    locked: account.locked,
    followers: account.followers_count,
    following: account.following_count,
    posts: account.statuses_count,
    last: account.last_status_at,
  };
}

/** The texts of this test have nothing that HTML escapes. */
function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '');
}
