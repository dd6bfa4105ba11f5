/** Ordered start, reverse stop; a stop during the start ends it after the running step and undoes what had started. */
export interface Part {
  name: string;
  start?(): Promise<void>;
  /** Must end by itself; a failure is reported and the other parts still stop. */
  stop?(): Promise<void>;
}

export interface Lifecycle {
  /** Starts the parts in order. Resolves false when a stop came in between; rejects with a part's error after undoing. */
  start(parts: readonly Part[]): Promise<boolean>;
  /** Stops what runs in reverse order; safe to call at any time and more than once. */
  stop(): Promise<void>;
  readonly state: 'new' | 'starting' | 'running' | 'stopping' | 'stopped';
}

export function lifecycle(onStopError: (part: string, error: unknown) => void): Lifecycle {
  const running: Part[] = [];
  let state: Lifecycle['state'] = 'new';
  let stopping: Promise<void> | null = null;
  let settled: Promise<unknown> = Promise.resolve();

  async function startAll(parts: readonly Part[]): Promise<boolean> {
    for (const part of parts) {
      if (stopping !== null) return false;
      await part.start?.();
      running.push(part);
    }
    if (stopping !== null) return false;
    state = 'running';
    return true;
  }

  async function stopAll(): Promise<void> {
    await settled;
    for (let part = running.pop(); part !== undefined; part = running.pop()) {
      await part.stop?.().catch((error: unknown) => onStopError(part?.name ?? '', error));
    }
    state = 'stopped';
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
        return await started;
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
