import type { Metrics } from './metrics.ts';

/** Counts nothing: for tests and commands. */
export const noMetrics: Metrics = {
  counter: () => ({ inc() {}, of: () => ({ inc() {} }) }),
  gauge: () => ({ set() {}, of: () => ({ set() {}, add() {} }) }),
  histogram: () => ({ observe() {}, of: () => ({ observe() {} }) }),
  observe() {},
  snapshot: async () => [],
  exposition: async () => ({ text: '', contentType: 'text/plain; charset=utf-8' }),
  async watch() {},
};
