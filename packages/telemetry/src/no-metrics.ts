import type { Metrics } from './metrics.ts';

/** Counts nothing: for tests and commands. */
export const noMetrics: Metrics = {
  counter: () => ({ inc() {} }),
  gauge: () => ({ set() {} }),
  histogram: () => ({ observe() {} }),
  observe() {},
  text: async () => '',
  contentType: 'text/plain; charset=utf-8',
};
