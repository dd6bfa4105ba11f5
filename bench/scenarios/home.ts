import { compareRead } from '../harness/compare-read.ts';
import type { Scenario } from '../harness/measure.ts';

/** 20 hydrated posts, the token checked, everybody their own home. */
export const home: Scenario = async (bench) => [
  await compareRead(bench, {
    name: 'home timeline, 20 hydrated posts, distinct users',
    path: () => '/api/v1/timelines/home?limit=20',
    goal: 0.6,
    goToSocial: '0.06',
  }),
];
