/** Twenty people who all follow each other, with 250 posts in each home, one thread, and notifications. */
import type { Server } from './harness/server.ts';

export const PEOPLE = 20;
const POSTS = 250;
const REPLIES = 50;
/** Favourites that each person gives: enough for a full page of notifications in everybody's list. */
const FAVOURITES = 60;
const AT_ONCE = 500;

export interface Person {
  id: number;
  username: string;
  token: string;
}

export interface World {
  people: Person[];
  /** Ids of all posts, oldest first. */
  posts: number[];
  /** The post with 50 replies below it. */
  thread: number;
}

export async function makeWorld(server: Server): Promise<World> {
  const people = await makePeople(server);
  const pairs = people.flatMap((one) =>
    people.filter((other) => other !== one).map((other): [number, number] => [one.id, other.id]),
  );
  await server.contracts.userGraph.followMany({ pairs });
  const [thread = 0] = await publish(server, [{ account_id: people[0]?.id ?? 0, text: textOf(0) }]);
  const replies = Array.from({ length: REPLIES }, (_, index) => ({
    account_id: people[(index + 1) % PEOPLE]?.id ?? 0,
    text: `@person0 ${textOf(index + 1)}`,
    in_reply_to_id: thread,
  }));
  const others = postsOf(people, POSTS - REPLIES - 1);
  const posts = [thread, ...(await publish(server, [...replies, ...others]))];
  await favourite(server, people, posts);
  await server.settle();
  return { people, posts, thread };
}

/** More posts of the same kind, so that the world is larger. */
export async function grow(server: Server, world: World, count: number): Promise<void> {
  world.posts.push(...(await publish(server, postsOf(world.people, count))));
  await server.settle();
}

/** Some 120 characters, now and then with a tag, a link or a name: deterministic. */
export function textOf(index: number): string {
  const words = Array.from(
    { length: 14 + ((index * 7) % 9) },
    (_, at) => WORDS[(index * 31 + at * 17 + at * at) % WORDS.length],
  );
  const tag = index % 4 === 0 ? ` #${WORDS[index % WORDS.length]}` : '';
  const link = index % 6 === 0 ? ` https://example.org/notes/${index}` : '';
  const name = index % 5 === 0 ? ` @person${index % PEOPLE}` : '';
  return `${words.join(' ')}${tag}${link}${name}`;
}

const WORDS =
  'morning river light paper kettle garden letter train window market bread music corner story winter bicycle lamp friend'.split(
    ' ',
  );

async function makePeople(server: Server): Promise<Person[]> {
  const { auth } = server.contracts;
  const usernames = Array.from({ length: PEOPLE }, (_, index) => `person${index}`);
  const accounts = usernames.map((username) => ({
    username,
    email: `${username}@example.org`,
    password: 'bench-password',
    display_name: `Person ${username.slice(6)}`,
    note: `One of ${PEOPLE}. Reads in the #morning.`,
  }));
  const made = await auth.createAccounts({ accounts });
  const people: Person[] = [];
  for (const [index, username] of usernames.entries()) {
    const id = made[index]?.account_id;
    if (id == null) throw new Error(`${username} was not made: ${made[index]?.error}`);
    const token = await auth.createToken({ username, scopes: 'read write follow', app_name: 'bench' });
    people.push({ id, username, token: token.access_token });
  }
  return people;
}

interface Post {
  account_id: number;
  text: string;
  in_reply_to_id?: number;
}

function postsOf(people: readonly Person[], count: number): Post[] {
  return Array.from({ length: count }, (_, index) => ({
    account_id: people[(index * 7) % PEOPLE]?.id ?? 0,
    text: textOf(index),
  }));
}

async function publish(server: Server, posts: readonly Post[]): Promise<number[]> {
  const ids: number[] = [];
  for (let at = 0; at < posts.length; at += AT_ONCE) {
    ids.push(...(await server.contracts.write.publishMany({ statuses: posts.slice(at, at + AT_ONCE) })).ids);
  }
  return ids;
}

async function favourite(server: Server, people: readonly Person[], posts: readonly number[]): Promise<void> {
  for (const [index, person] of people.entries()) {
    const some = posts.filter((_, at) => (at + index) % Math.floor(POSTS / FAVOURITES) === 0);
    await Promise.all(
      some.map(async (id) => {
        const response = await fetch(`${server.url}/api/v1/statuses/${id}/favourite`, {
          method: 'POST',
          headers: { authorization: `Bearer ${person.token}` },
        });
        if (!response.ok) throw new Error(`A favourite was refused: ${await response.text()}`);
        await response.arrayBuffer();
      }),
    );
  }
}
