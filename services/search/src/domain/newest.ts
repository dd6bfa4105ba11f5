/** When the newest posts were put into the index, by this process; the oldest are forgotten first. */
export interface Newest {
  note(statusId: number, at: number): void;
  /** Null: not known. */
  at(statusId: number): number | null;
}

export function newest(most: number): Newest {
  const times = new Map<number, number>();
  return {
    note(statusId, at) {
      // The first time counts: an event may come again.
      if (times.has(statusId)) return;
      times.set(statusId, at);
      const [oldest] = times.keys();
      if (times.size > most && oldest !== undefined) times.delete(oldest);
    },
    at: (statusId) => times.get(statusId) ?? null,
  };
}
