/** Every post of every writer by search, and the last texts by theirs; nobody finds what waits for approval. */
import { MARKER } from './client.ts';
import type { Findings } from './findings.ts';
import { twice } from './findings.ts';
import { isSettled, readText, textOf } from './ledger.ts';
import type { Human, World } from './world.ts';

const PAGE = 40;
/** So many of the newest edited posts are searched for one by one. */
const EDITED = 30;

interface Status {
  id: string;
  content: string;
}

export async function checkSearch(world: World, found: Findings): Promise<void> {
  const { ledger, writers, stranger } = world;
  for (const writer of writers) {
    const hits = await findAll(stranger, writer.id);
    for (const id of twice(hits)) found.doubled.push(`search finds ${id} twice`);
    const ids = new Set(hits);
    for (const post of ledger.posts) {
      if (post.author !== writer.name || post.id === null || !post.sure) continue;
      if (isSettled(post) && !ids.has(post.id)) found.lost.push(`search does not find ${post.key}`);
      if (post.doomed && ids.has(post.id)) found.lost.push(`search finds the deleted ${post.key}`);
    }
  }
  const edited = ledger.posts.filter((post) => isSettled(post) && post.edit > 0).slice(-EDITED);
  for (const post of edited) {
    const [hit] = await search(stranger, `q=${encodeURIComponent(textOf(post))}`);
    if (hit === undefined || readText(hit.content)?.edit !== post.edit)
      found.lost.push(`search does not find ${textOf(post)}`);
  }
  for (const person of [stranger, ...world.watchers]) {
    const hits = await search(person, `q=${MARKER}`);
    if (hits.length > 0) found.leaked.push(`${person.name} finds pending posts`);
  }
}

async function findAll(person: Human, account: string): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const below = ids.at(-1);
    const max = below === undefined ? '' : `&max_id=${below}`;
    const hits = await search(person, `q=fanfaredrill&account_id=${account}&limit=${PAGE}${max}`);
    ids.push(...hits.map(({ id }) => id));
    if (hits.length < PAGE) return ids;
  }
}

async function search(person: Human, query: string): Promise<Status[]> {
  const answer = await person.ask('check', 'GET', `/api/v2/search?type=statuses&${query}`);
  if (answer.status !== 200) throw new Error(`search answers ${answer.status}: ${answer.text.slice(0, 200)}`);
  return answer.body.statuses;
}
