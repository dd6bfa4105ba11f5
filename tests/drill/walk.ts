/** Lists of the API from end to end. */
import type { Answer } from './client.ts';
import type { Human } from './world.ts';

/** Pages are asked once more when they fail: the checks begin when all is well, and say so if it is not. */
const TRIES = 3;

// biome-ignore lint/suspicious/noExplicitAny: entities as the API gives them
export async function walk<Item = any>(
  person: Human,
  path: string,
  limit: number,
  itemsOf: (body: Answer['body']) => Item[] = (body) => body,
): Promise<Item[]> {
  const [bare = '', given] = path.split('?');
  const items: Item[] = [];
  for (let query: URLSearchParams | null = new URLSearchParams(given); query !== null; ) {
    query.set('limit', String(limit));
    const answer = await page(person, `${bare}?${query}`);
    items.push(...itemsOf(answer.body));
    query = answer.next;
  }
  return items;
}

async function page(person: Human, path: string): Promise<Answer> {
  for (let tried = 1; ; tried += 1) {
    const answer = await person.ask('check', 'GET', path);
    if (answer.status === 200) return answer;
    if (tried === TRIES) throw new Error(`${path} answers ${answer.status}: ${answer.text.slice(0, 200)}`);
  }
}
