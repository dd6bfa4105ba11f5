/**
 * Ordered start, reverse stop; a stop during the start ends it after the running step and undoes what had started. A step
 * that takes too long is not waited for: it is undone by itself once it ends.
 */
export interface Part {
  name: string;
  start?(): Promise<void>;
  /** Must end by itself; a failure is reported and the other parts still stop. */
  stop?(): Promise<void>;
}

/** How long a stop waits for the step of the start that is under way, in ms: it may ask an engine that never answers. */
const STEP_WITHIN = 5_000;

export interface Lifecycle {
  /** Starts the parts in order. Resolves false when a stop came in between; rejects with a part's error after undoing. */
  start(parts: readonly Part[]): Promise<boolean>;
  /** Stops what runs in reverse order; safe to call at any time and more than once. */
  stop(): Promise<void>;
  readonly state: 'new' | 'starting' | 'running' | 'stopping' | 'stopped';
}

/** @param stepWithin how long a stop waits for the running step of the start, in ms; later than that it is undone late */
export function lifecycle(
  onStopError: (part: string, error: unknown) => void,
  stepWithin = STEP_WITHIN,
): Lifecycle {
  const running: Part[] = [];
  const abandoned = Promise.withResolvers<false>();
  let state: Lifecycle['state'] = 'new';
  let stopping: Promise<void> | null = null;
  let settled: Promise<unknown> = Promise.resolve();
  let late = false;

  async function startAll(parts: readonly Part[]): Promise<boolean> {
    for (const part of parts) {
      if (stopping !== null) return false;
      await part.start?.();
      if (late) await stopOne(part);
      else running.push(part);
    }
    if (stopping !== null) return false;
    state = 'running';
    return true;
  }

  async function stopAll(): Promise<void> {
    const given = setTimeout(() => {
      late = true;
      abandoned.resolve(false);
    }, stepWithin);
    await Promise.race([settled, abandoned.promise]);
    clearTimeout(given);
    for (let part = running.pop(); part !== undefined; part = running.pop()) await stopOne(part);
    state = 'stopped';
  }

  async function stopOne(part: Part): Promise<void> {
    await part.stop?.().catch((error: unknown) => onStopError(part.name, error));
  }

  function stop(): Promise<void> {
    if (stopping === null) {
      state = 'stopping';
      stopping = stopAll();
    }
    return stopping;
  }

  return {
    async start(parts) {
      state = 'starting';
      const started = startAll(parts);
      settled = started.catch(() => undefined);
      try {
        return await Promise.race([started, abandoned.promise]);
      } catch (error) {
        await stop();
        throw error;
      }
    },
    stop,
    get state() {
      return state;
    },
  };
}
