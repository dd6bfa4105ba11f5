/** What the authors' own lists show, each post once with its last text; and whether the counts agree with them. */
import type { Findings } from './findings.ts';
import { twice } from './findings.ts';
import { isSettled, readText } from './ledger.ts';
import { walk } from './walk.ts';
import type { Human, World } from './world.ts';

interface Status {
  id: string;
  content: string;
  reblog: object | null;
}

export async function checkLists(world: World, found: Findings): Promise<void> {
  const { ledger, writers, newcomers } = world;
  for (const writer of writers) {
    const list = await walk<Status>(writer, `/api/v1/accounts/${writer.id}/statuses`, 40);
    for (const id of twice(list.map((status) => status.id)))
      found.doubled.push(`${id} is in a profile twice`);
    const own = list.filter(({ reblog }) => reblog === null);
    const texts = new Map(own.map((status) => [status.id, readText(status.content)]));
    for (const post of ledger.posts) {
      if (post.author !== writer.name || post.id === null || !post.sure) continue;
      const shown = texts.get(post.id);
      if (post.doomed && shown !== undefined) found.lost.push(`the deleted ${post.key} is in the profile`);
      if (!isSettled(post)) continue;
      if (shown === undefined) found.lost.push(`${post.key} is not in the author's list`);
      else if (shown?.edit !== post.edit)
        found.lost.push(`${post.key} shows edit${shown?.edit} and not edit${post.edit} in the author's list`);
    }
    await compareCounts(writer, list.length, found);
  }
  for (const { author, key } of ledger.approved) {
    const newcomer = newcomers.find(({ name }) => name === author);
    if (newcomer === undefined) continue;
    const list = await walk<Status>(newcomer, `/api/v1/accounts/${newcomer.id}/statuses`, 40);
    const times = list.filter(({ content }) => readText(content)?.key === key).length;
    if (times === 0) found.lost.push(`the approved ${key} is not in the author's list`);
    if (times > 1) found.doubled.push(`the approved ${key} is in the author's list ${times} times`);
  }
}

async function compareCounts(person: Human, statuses: number, found: Findings): Promise<void> {
  const { body } = await person.ask('check', 'GET', `/api/v1/accounts/${person.id}`);
  const followers = (await walk(person, `/api/v1/accounts/${person.id}/followers`, 80)).length;
  if (body?.statuses_count !== statuses)
    found.differing.push(`${person.name} has ${statuses} posts and ${body?.statuses_count} are counted`);
  if (body?.followers_count !== followers)
    found.differing.push(
      `${person.name} has ${followers} followers and ${body?.followers_count} are counted`,
    );
}
