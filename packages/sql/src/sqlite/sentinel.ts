/** A hung unit would stop all writing, so it is ended even where strictness is off, in ms. */
const PATIENCE = 5_000;

export type Sentinel = <Result>(work: Promise<Result>, onEnded: (error: Error) => void) => Promise<Result>;

/**
 * Sees whether a unit awaits something other than its own queries. Those take microtasks only, so when the queue of
 * microtasks has run empty the unit must be settled. Strict: else it fails at once; otherwise after some seconds.
 */
export function sentinel(strict: boolean): Sentinel {
  return (work, onEnded) =>
    new Promise((resolve, reject) => {
      let settled = false;
      const stop = (strict ? whenQuiet : afterPatience)(() => {
        if (settled) return;
        const error = new Error(
          'A unit of work awaited something other than its own queries (a timer, I/O, a contract, another unit): do that before or after it.',
        );
        onEnded(error);
        reject(error);
      });
      work.then(
        (result) => {
          settled = true;
          stop();
          resolve(result);
        },
        (error: unknown) => {
          settled = true;
          stop();
          reject(error);
        },
      );
    });
}

/** A tick that is queued by a microtask runs after the last of them, before any timer and any I/O. */
function whenQuiet(look: () => void): () => void {
  queueMicrotask(() => process.nextTick(look));
  return () => undefined;
}

function afterPatience(end: () => void): () => void {
  const handle = setTimeout(end, PATIENCE);
  return () => clearTimeout(handle);
}
