import { compareRead } from '../harness/compare-read.ts';
import type { Scenario } from '../harness/measure.ts';

/** Everybody another post. */
export const status: Scenario = async (bench) => [
  await compareRead(bench, {
    name: 'one status',
    path: (_person, index) => `/api/v1/statuses/${bench.world.posts.at(-1 - index)}`,
    goal: 0.7,
    goToSocial: '0.25',
  }),
];
