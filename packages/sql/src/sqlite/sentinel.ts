/** A hung unit would stop all writing, so it is ended even where strictness is off, in ms. */
const PATIENCE = 5_000;

export type Sentinel = <Result>(work: Promise<Result>, onEnded: (error: Error) => void) => Promise<Result>;

/**
 * Sees whether a unit awaits something other than its own queries: those take microtasks only, so the first timer
 * turn after its begin must find it settled. Strict: the unit fails at once; else only after some seconds.
 */
export function sentinel(strict: boolean): Sentinel {
  return (work, onEnded) =>
    new Promise((resolve, reject) => {
      const end = () => {
        const error = new Error(
          'A unit of work awaited something other than its own queries (a timer, I/O, a contract, another unit): do that before or after it.',
        );
        onEnded(error);
        reject(error);
      };
      const stop = strict ? immediate(end) : timer(end);
      work.then(
        (result) => {
          stop();
          resolve(result);
        },
        (error: unknown) => {
          stop();
          reject(error);
        },
      );
    });
}

function immediate(end: () => void): () => void {
  const handle = setImmediate(end);
  return () => clearImmediate(handle);
}

function timer(end: () => void): () => void {
  const handle = setTimeout(end, PATIENCE);
  return () => clearTimeout(handle);
}
