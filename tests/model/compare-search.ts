/** What search finds, after everything has settled. */
import assert from 'node:assert/strict';
import { assertSame, get } from './reading.ts';
import * as rules from './rules.ts';
import type { Name } from './state.ts';
import { livePosts } from './state.ts';
import { postView } from './views.ts';
import type { AccountEntity, StatusEntity } from './wire.ts';
import { tagsOf, wordsOf } from './wording.ts';
import type { World } from './world.ts';
import { readStatus } from './world.ts';

interface Found {
  accounts: AccountEntity[];
  statuses: StatusEntity[];
  hashtags: { name: string }[];
}

export async function compareSearch(world: World, me: Name): Promise<void> {
  const { state } = world;
  const search = (query: string, type: string) =>
    get<Found>(world, me, `/api/v2/search?limit=40&type=${type}&q=${encodeURIComponent(query)}`);
  for (const word of wordsOf(world)) {
    const { statuses } = await search(word, 'statuses');
    assertSame(
      world,
      statuses.map((status) => readStatus(world, status)),
      rules.foundBy(state, me, word).map((post) => postView(state, me, post)),
      `search for ${word} as ${me}`,
    );
  }
  for (const tag of tagsOf(world)) {
    const { hashtags } = await search(tag, 'hashtags');
    const used = livePosts(state).some(
      (post) => post.visibility === 'public' && post.draft.tags.includes(tag),
    );
    const names = hashtags.map(({ name }) => name);
    assert.deepEqual(names, used ? [tag] : [], `search for the tag ${tag} as ${me}`);
  }
  // Blocked people are found too, so that they can be unblocked.
  for (const name of state.people.keys()) {
    const { accounts } = await search(name, 'accounts');
    const names = accounts.map(({ id }) => world.names.get(id));
    assert.deepEqual(names, [name], `search for ${name} as ${me}`);
  }
}
