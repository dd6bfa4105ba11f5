import type { Metrics } from './metrics.ts';

/** Counts nothing: for tests and commands. */
export const noMetrics: Metrics = {
  counter: () => ({ inc() {}, of: () => ({ inc() {} }) }),
  gauge: () => ({ set() {} }),
  histogram: () => ({ observe() {}, of: () => ({ observe() {} }) }),
  observe() {},
  text: async () => '',
  contentType: 'text/plain; charset=utf-8',
};
