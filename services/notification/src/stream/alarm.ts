/** Lets a loop sleep until something happens; what happens while it works is not forgotten. */
export interface Alarm {
  ring(): void;
  /** Resolves at the next ring, at once when it rang since the last time. */
  wait(): Promise<void>;
}

export function alarm(): Alarm {
  let rang = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rang = true;
      wake?.();
    },
    async wait() {
      if (!rang) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      rang = false;
      wake = null;
    },
  };
}
