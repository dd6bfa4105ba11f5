/** A small place that looks alive: people who know each other and talk. Most of it is done as clients do it. */
import { AppError } from '@fanfare/kernel';
import type { Connection } from '../connect.ts';
import { progress } from '../progress.ts';
import type { DemoClient } from './client.ts';
import { demoClient } from './client.ts';
import { png } from './drawings/draw.ts';
import { face } from './drawings/faces.ts';
import { picture } from './drawings/pictures.ts';
import { scene } from './drawings/scenes.ts';
import type { Seeded } from './network.ts';
import type { DemoPerson } from './people.ts';
import { people } from './people.ts';
import type { DemoPost } from './talk.ts';
import { bookmarks, boosts, favourites, submissions, talk } from './talk.ts';

const PASSWORD = 'fanfare-demo';
const SCOPES = 'read write follow admin:read admin:write';

interface Someone {
  id: number;
  person: DemoPerson;
  api: DemoClient;
}

export interface Demo extends Seeded {
  /** Posts that wait for approval. */
  waiting: number;
  people: { username: string; role: string; is: string }[];
}

type Told = { id: string; approval?: { version: number; state: string } };

export async function seedDemo(connection: Connection, silent: boolean): Promise<Demo> {
  const everybody = await move(connection);
  const of = (username: string) => {
    const found = everybody.get(username);
    if (found === undefined)
      throw new AppError('invalid', { text: `Nobody in the demo is called ${username}` });
    return found;
  };
  await inTurn('people', [...everybody.values()], silent, dress);
  const follows = await meet(connection, of);
  const posts = new Map<string, string>();
  const reviewer = of('nora');
  await inTurn('posts', talk, silent, async (post) => {
    const id = await say(of(post.by), reviewer, post, posts);
    if (post.key !== undefined) posts.set(post.key, id);
  });
  const marks = [
    ...marksOf(favourites, 'favourite'),
    ...marksOf(bookmarks, 'bookmark'),
    ...marksOf(boosts, 'reblog'),
  ];
  await inTurn('reactions', marks, silent, async ({ who, key, mark }) => {
    await of(who).api('write', 'POST', `/api/v1/statuses/${posts.get(key)}/${mark}`);
  });
  return {
    accounts: everybody.size,
    follows,
    posts: talk.length,
    password: PASSWORD,
    waiting: await wait(connection, of(submissions.by), reviewer),
    people: people.map(({ username, role = 'user', is }) => ({ username, role, is })),
  };
}

/** Everybody gets an account and a session. @throws AppError when a name is taken */
async function move({ contracts, address }: Connection): Promise<Map<string, Someone>> {
  const made = await contracts.auth.createAccounts({
    accounts: people.map(({ username, name, note, role }) => ({
      username,
      display_name: name,
      note,
      email: `${username}@example.org`,
      password: PASSWORD,
      ...(role === undefined ? {} : { role }),
    })),
  });
  const everybody = new Map<string, Someone>();
  for (const [index, person] of people.entries()) {
    const { username } = person;
    const answer = made[index];
    if (answer?.account_id == null)
      throw new AppError('conflict', {
        text: `@${username} was not made: ${answer?.error}. The demo wants a place of its own (FANFARE_DATA).`,
      });
    const { access_token } = await contracts.auth.createToken({ username, scopes: SCOPES, app_name: 'Demo' });
    everybody.set(username, {
      id: answer.account_id,
      person,
      api: demoClient(address, username, access_token),
    });
  }
  return everybody;
}

/** Pictures and all that stands on a profile. */
async function dress({ person, api }: Someone): Promise<void> {
  const form = new FormData();
  const { username, fields = [] } = person;
  for (const [name, drawing] of [
    ['avatar', face(username)],
    ['header', scene(username)],
  ] as const) {
    if (drawing !== null) form.set(name, await png(drawing), `${name}.png`);
  }
  form.set('avatar_description', person.looks);
  form.set('header_description', person.header);
  for (const [index, [name, value]] of fields.entries()) {
    form.set(`fields_attributes[${index}][name]`, name);
    form.set(`fields_attributes[${index}][value]`, value);
  }
  form.set('source[language]', person.language);
  form.set('indexable', 'true');
  form.set('discoverable', 'true');
  await api('auth', 'PATCH', '/api/v1/accounts/update_credentials', form);
}

/** Whoever wants to be asked has let everybody in but the newcomer, who waits. @returns how many follow somebody now */
async function meet({ contracts }: Connection, of: (username: string) => Someone): Promise<number> {
  const all = people.flatMap(({ username, follows }) =>
    follows.map((other) => [of(username), of(other)] as const),
  );
  const open = all.filter(
    ([one, other]) => one.person.username === submissions.by && other.person.locked === true,
  );
  const pairs = all
    .filter((pair) => !open.includes(pair))
    .map(([one, other]): [number, number] => [one.id, other.id]);
  const { created } = await contracts.userGraph.followMany({ pairs });
  for (const { username, locked } of people)
    if (locked === true)
      await of(username).api('auth', 'PATCH', '/api/v1/accounts/update_credentials', { locked });
  for (const [one, other] of open) await one.api('user-graph', 'POST', `/api/v1/accounts/${other.id}/follow`);
  return created;
}

/** Where the place's policy holds the post, the reviewer lets it through. @returns the id of the published post */
async function say(
  { api }: Someone,
  reviewer: Someone,
  post: DemoPost,
  posts: ReadonlyMap<string, string>,
): Promise<string> {
  const { id, approval } = await api<Told>('write', 'POST', '/api/v1/statuses', {
    status: post.text,
    language: post.language ?? 'en',
    visibility: post.visibility ?? 'public',
    ...(post.to === undefined ? {} : { in_reply_to_id: posts.get(post.to) }),
    ...(post.warning === undefined ? {} : { spoiler_text: post.warning }),
    ...(post.sensitive === undefined ? {} : { sensitive: post.sensitive }),
    ...(post.pictures === undefined ? {} : { media_ids: await upload(api, post.pictures) }),
  });
  if (approval === undefined) return id;
  await decide(reviewer, id, 'approve', { version: approval.version });
  return (await api<Told>('write', 'GET', `/api/v1/submissions/${id}`)).id;
}

async function upload(api: DemoClient, pictures: NonNullable<DemoPost['pictures']>): Promise<string[]> {
  const ids: string[] = [];
  for (const [name, description] of pictures) {
    const form = new FormData();
    form.set('file', await png(picture(name)), `${name}.png`);
    form.set('description', description);
    ids.push((await api<{ id: string }>('write', 'POST', '/api/v2/media', form)).id);
  }
  return ids;
}

/** Something in the reviewers' queue, whatever the policy is, and something that they did not accept. */
async function wait({ contracts }: Connection, author: Someone, reviewer: Someone): Promise<number> {
  const { rejected, pending, followUp } = submissions;
  const { ids } = await contracts.write.submitMany({
    posts: [rejected, pending].map(({ text }) => ({ account_id: author.id, text, language: 'en' })),
  });
  const [spam, question] = ids.map(String);
  await decide(reviewer, spam ?? '', 'reject', { version: 1, reason_code: 'spam', reason: rejected.reason });
  // What answers one's own waiting post waits too.
  await author.api('write', 'POST', '/api/v1/statuses', {
    status: followUp.text,
    in_reply_to_id: question,
    language: 'en',
    media_ids: await upload(author.api, [followUp.picture]),
  });
  return 2;
}

async function decide(
  { api }: Someone,
  id: string,
  decision: 'approve' | 'reject',
  body: object,
): Promise<void> {
  await api('write', 'POST', `/api/v1/admin/submissions/${id}/${decision}`, body);
}

function marksOf(marks: Readonly<Record<string, readonly string[]>>, mark: string) {
  return Object.entries(marks).flatMap(([who, keys]) => keys.map((key) => ({ who, key, mark })));
}

/** One after the other, with its progress, so that times and ids are in the order of what is said. */
async function inTurn<Item>(
  what: string,
  items: readonly Item[],
  silent: boolean,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const shown = progress(what, items.length, silent);
  for (const item of items) {
    await work(item);
    shown.advance(1);
  }
  shown.done();
}
