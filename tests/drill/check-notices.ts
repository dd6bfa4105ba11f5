/** Notifications: one for each favourite, boost and follow that stands, none twice, none for what was undone. */
import type { Findings } from './findings.ts';
import { twice } from './findings.ts';
import { isSettled } from './ledger.ts';
import { walk } from './walk.ts';
import type { World } from './world.ts';

interface Notice {
  type: string;
  account: { username: string };
  status?: { id: string } | null;
}

export async function checkNotices(world: World, found: Findings): Promise<void> {
  const { ledger, writers } = world;
  const posts = ledger.posts.filter(isSettled);
  const byKey = new Map(posts.map((post) => [post.key, post]));
  for (const writer of writers) {
    const notices = await walk<Notice>(writer, '/api/v1/notifications', 80);
    // Whoever boosted a post hears of each of its edits.
    const once = notices.filter(({ type }) => type !== 'update');
    const names = once.map(({ type, account, status }) => `${type} ${account.username} ${status?.id ?? ''}`);
    for (const name of twice(names)) found.doubled.push(`${writer.name} was notified twice: ${name}`);
    const told = new Set(names);
    const expectOne = (name: string, on: boolean) => {
      if (told.has(name) === on) return;
      found.lost.push(`${writer.name} ${on ? 'was not notified' : 'is still notified'}: ${name}`);
    };
    for (const [name, on] of ledger.favourites) {
      const [person = '', key = ''] = name.split(' ');
      const post = byKey.get(key);
      if (post?.author === writer.name) expectOne(`favourite ${person} ${post.id}`, on);
    }
    for (const name of ledger.boosts) {
      const [person = '', key = ''] = name.split(' ');
      const post = byKey.get(key);
      if (post?.author === writer.name) expectOne(`reblog ${person} ${post.id}`, true);
    }
    for (const [name, on] of ledger.follows) {
      const [person = '', followed] = name.split(' ');
      if (followed === writer.name) expectOne(`follow ${person} `, on);
    }
  }
}
