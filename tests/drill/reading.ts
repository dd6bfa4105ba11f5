/** What readers do: home, a thread, notifications, a search, the public timeline, a profile. */
import { MARKER } from './client.ts';
import { isSettled, textOf } from './ledger.ts';
import type { Human, World } from './world.ts';

const kinds = ['home', 'home', 'thread', 'notifications', 'search', 'public', 'profile'] as const;

export async function readSomething(world: World, reader: Human, random: () => number): Promise<void> {
  const { writers, ledger } = world;
  const kind = kinds[Math.floor(random() * kinds.length)] ?? 'home';
  const post = ledger.posts.slice(-20).find(isSettled);
  const writer = writers[Math.floor(random() * writers.length)];
  // Nobody may find what waits for approval.
  const word = random() < 1 / 3 || post === undefined ? MARKER : textOf(post);
  const paths: Record<(typeof kinds)[number], string> = {
    home: '/api/v1/timelines/home?limit=40',
    thread: `/api/v1/statuses/${post?.id ?? '1'}/context`,
    notifications: '/api/v1/notifications?limit=40',
    search: `/api/v2/search?type=statuses&q=${encodeURIComponent(word)}`,
    public: '/api/v1/timelines/public?limit=40',
    profile: `/api/v1/accounts/${writer?.id}/statuses?limit=20`,
  };
  await reader.ask(kind, 'GET', paths[kind]);
}
