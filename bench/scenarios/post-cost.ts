/** What a post costs the machine, everything after the answer included, at two sizes of data. */
import { cpuSeconds } from '../harness/machine.ts';
import type { Bench, Measure, Scenario } from '../harness/measure.ts';
import { postCalls } from '../harness/posting.ts';
import { grow } from '../world.ts';

const POSTS = 400;
const WRITERS = 4;
const MORE = 6_000;

export const postCost: Scenario = async (bench) => {
  await costOf(bench, 100, WRITERS);
  const small = await costOf(bench, POSTS, WRITERS);
  const sizes = [bench.world.posts.length + 100 + POSTS];
  await grow(bench.server, bench.world, MORE);
  await bench.server.quiet();
  const large = await costOf(bench, POSTS, WRITERS);
  sizes.push((sizes[0] ?? 0) + MORE);
  const name = 'a post to 19 followers, all effects';
  return [
    {
      ...costMeasure(`${name} (CPU s per 1,000)`, large),
      goal: { atMost: 0.5 },
      goToSocial: '58 to 89',
      detail: `${POSTS} posts by ${WRITERS} writers on ${sizes[1]} posts; on ${sizes[0]} posts ${small.toFixed(2)}`,
    },
    {
      ...costMeasure('the same, growth from the smaller to the larger data', large / small),
      goal: { atMost: 1.05 },
      goToSocial: 'grows',
      detail: `${sizes[0]} and ${sizes[1]} posts`,
    },
  ];
};

/** CPU seconds of the server per 1,000 posts, until it is quiet again. */
async function costOf({ server, world, load }: Bench, posts: number, writers: number): Promise<number> {
  const before = cpuSeconds(server.pid);
  await load.run({ url: server.url, connections: postCalls(world, writers), until: { calls: posts } });
  await server.quiet();
  return ((cpuSeconds(server.pid) - before) / posts) * 1000;
}

function costMeasure(name: string, value: number): Measure {
  return { name, value, unit: '', spread: null, goal: null, goToSocial: '', detail: '' };
}
