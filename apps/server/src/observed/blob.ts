import type { Blob } from '@fanfare/blob';
import type { EngineCalls } from '@fanfare/telemetry';

/** The same store of files, with its calls counted and timed; of a read, until its bytes begin. */
export function observedBlob(blob: Blob, { over, watch }: EngineCalls): Blob {
  return {
    put: (key, bytes, options) => watch('put', blob.put(key, bytes, options)),
    get: (key, range) => watch('get', blob.get(key, range)),
    copy: (from, to) => watch('copy', blob.copy(from, to)),
    delete: (...keys) => watch('delete', blob.delete(...keys)),
    async *list(prefix) {
      const began = performance.now();
      try {
        yield* blob.list(prefix);
      } catch (error) {
        over('list', began, error);
        throw error;
      }
      over('list', began, null);
    },
    health: () => blob.health(),
  };
}
