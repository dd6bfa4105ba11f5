/** One id into the lists of many followers, in the embedded cache, against bare ring append. */
import { memoryCache } from '@fanfare/cache/memory';
import { rings } from '../ceilings/ring.ts';
import type { Scenario } from '../harness/measure.ts';
import { median, spread } from '../harness/stats.ts';

const LISTS = 5_000;
/** As timeline keeps them, and pushes to so many in a call. */
const LENGTH = 800;
const BATCH = 500;
const TTL = 86_400_000;
const POSTS = 40;
const ROUNDS = 9;

export const fanOut: Scenario = async () => {
  const followers = Array.from({ length: LISTS }, (_, index) => 5_000_000_000_000 + index * 97);
  const batches = Array.from({ length: LISTS / BATCH }, (_, index) =>
    followers.slice(index * BATCH, (index + 1) * BATCH),
  );
  const cache = memoryCache();
  const bare = rings(followers, LENGTH);
  let id = 1;

  async function ours(posts: number): Promise<number> {
    const begun = performance.now();
    for (let post = 0; post < posts; post++) {
      id += 1;
      for (const some of batches) {
        const keys = some.map((follower) => `home:{${follower}}`);
        await cache.lists.push(keys, id, { max: LENGTH, ttl: TTL });
      }
    }
    return perList(begun, posts);
  }
  function theirs(posts: number): number {
    const begun = performance.now();
    for (let post = 0; post < posts; post++) {
      id += 1;
      for (const some of batches) bare.append(some, id);
    }
    return perList(begun, posts);
  }

  // Full lists are the usual ones, and the code is warm then.
  await ours(LENGTH);
  theirs(LENGTH);
  const rounds: { ours: number; theirs: number }[] = [];
  for (let count = 0; count < ROUNDS; count++)
    rounds.push({ theirs: theirs(POSTS), ours: await ours(POSTS) });
  await cache.close();
  const ratio = spread(rounds.map((one) => one.theirs / one.ours));
  return [
    {
      name: 'fan-out, embedded, against bare ring append',
      value: ratio.median,
      unit: '',
      spread: [ratio.low, ratio.high],
      goal: { atLeast: 0.3 },
      goToSocial: '',
      detail: `${median(rounds.map((one) => one.ours)).toFixed(3)} us a list against ${median(rounds.map((one) => one.theirs)).toFixed(3)}, ${LISTS} lists of ${LENGTH}`,
    },
  ];
};

/** Microseconds per list. */
function perList(begun: number, posts: number): number {
  return ((performance.now() - begun) * 1000) / (posts * LISTS);
}
