import { compareRead } from '../harness/compare-read.ts';
import type { Scenario } from '../harness/measure.ts';

export const credentials: Scenario = async (bench) => [
  await compareRead(bench, {
    name: 'verify_credentials',
    path: () => '/api/v1/accounts/verify_credentials',
    goal: 0.8,
    goToSocial: '0.52',
  }),
];
