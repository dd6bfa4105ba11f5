/** What a post costs the machine, everything after the answer included, at two sizes of data. */
import { cpuSeconds } from '../harness/machine.ts';
import type { Bench, Measure, Scenario } from '../harness/measure.ts';
import { postCalls } from '../harness/posting.ts';
import { grow } from '../world.ts';

const POSTS = 800;
const WARM_UP = 300;
const WRITERS = 4;
const MORE = 4_000;

export const postCost: Scenario = async (bench) => {
  await costOf(bench, WARM_UP);
  const small = await costOf(bench, POSTS);
  const size = bench.world.posts.length + WARM_UP + POSTS;
  await grow(bench.server, bench.world, MORE);
  await bench.server.quiet();
  const large = await costOf(bench, POSTS);
  const name = 'a post to 19 followers, all effects';
  return [
    {
      ...costMeasure(`${name} (CPU s per 1,000)`, large),
      goal: { atMost: 0.5 },
      goToSocial: '58 to 89',
      detail: `${POSTS} posts by ${WRITERS} writers on top of ${size + MORE}; on top of ${size} ${small.toFixed(2)}`,
    },
    {
      ...costMeasure('the same, growth from the smaller to the larger data', large / small),
      goal: { atMost: 1.05 },
      goToSocial: 'grows',
      detail: `${size} and ${size + MORE} posts`,
    },
  ];
};

/** CPU seconds of the server per 1,000 posts, until it is quiet again. */
async function costOf({ server, world, load }: Bench, posts: number): Promise<number> {
  const before = cpuSeconds(server.pid);
  await load.run({ url: server.url, connections: postCalls(world, WRITERS), until: { calls: posts } });
  await server.quiet();
  return ((cpuSeconds(server.pid) - before) / posts) * 1000;
}

function costMeasure(name: string, value: number): Measure {
  return { name, value, unit: '', spread: null, goal: null, goToSocial: '', detail: '' };
}
