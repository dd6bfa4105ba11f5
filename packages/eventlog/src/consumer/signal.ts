/** Something changed: wakes all who wait for it, without a poll. */
export interface Signal {
  /** Resolves at the next `fire`. */
  next(): Promise<void>;
  fire(): void;
}

export function signal(): Signal {
  let waiting: (() => void)[] = [];
  return {
    next: () => new Promise<void>((resolve) => waiting.push(resolve)),
    fire() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
