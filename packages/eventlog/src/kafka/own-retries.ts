import type { ConsumerStore, RetrySummary } from '@fanfare/sql';

/** The retry table as one process works it off: the rows of its own partitions. */
export function ownRetries(store: ConsumerStore, owns: (row: RetrySummary) => boolean): ConsumerStore {
  return { ...store, retries: async () => (await store.retries()).filter(owns) };
}
