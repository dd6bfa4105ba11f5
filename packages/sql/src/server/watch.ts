/**
 * Sees whether a unit of work awaits something other than its own queries. A unit waits for the network, so between an
 * answer and the next query there are microtasks only; when their queue has run empty while no query is under way, the
 * unit must be settled.
 */
const MESSAGE =
  'A unit of work awaited something other than its own queries (a timer, I/O, a contract, another unit): do that before or after it.';

export interface UnitWatch {
  /** Called when a query has been answered, and once at the begin. */
  look(): void;
  stop(): void;
}

export function watchUnit(running: () => number, onAstray: (error: Error) => void): UnitWatch {
  let over = false;
  return {
    look() {
      // A tick that is queued by a microtask runs after the last of them, before any timer and any I/O.
      queueMicrotask(() =>
        process.nextTick(() => {
          if (over || running() > 0) return;
          over = true;
          onAstray(new Error(MESSAGE));
        }),
      );
    },
    stop() {
      over = true;
    },
  };
}
