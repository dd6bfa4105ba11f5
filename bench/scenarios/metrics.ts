import { compareServers } from '../harness/compare-servers.ts';
import type { Scenario } from '../harness/measure.ts';

/** What counting costs. */
export const metrics: Scenario = async (bench) => [
  await compareServers(bench, {
    name: 'home with metrics, against the same without',
    having: { counted: true },
    bare: { counted: false },
    goal: { atLeast: 0.97 },
  }),
];
