import { compareRead } from '../harness/compare-read.ts';
import type { Scenario } from '../harness/measure.ts';

export const notifications: Scenario = async (bench) => [
  await compareRead(bench, {
    name: 'notifications, 20 with their posts',
    path: () => '/api/v1/notifications?limit=20',
    goal: 0.5,
    goToSocial: '0.08',
  }),
];
