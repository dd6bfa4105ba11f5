import { compareRead } from '../harness/compare-read.ts';
import type { Scenario } from '../harness/measure.ts';

export const thread: Scenario = async (bench) => [
  await compareRead(bench, {
    name: 'thread of 50 replies',
    path: () => `/api/v1/statuses/${bench.world.thread}/context`,
    goal: 0.5,
    goToSocial: '0.025',
  }),
];
