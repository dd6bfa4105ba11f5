/** Hints from process to process that a source has committed: they spare the relay its poll, and may be lost. */
import type { Cache } from '@fanfare/cache';

export interface Wake {
  /** Tells the others the new heads of some buckets of a source. */
  tell(source: string, heads: ReadonlyMap<number, number>): void;
  listen(source: string, listener: (heads: ReadonlyMap<number, number>) => void): void;
  stop(): Promise<void>;
}

export function wakeBy(hints: Pick<Cache, 'publish' | 'subscribe'> | null): Wake {
  const waiting = new Map<string, Map<number, number>>();
  const ends: Promise<(() => Promise<void>) | null>[] = [];
  let busy = false;
  let stopped = false;

  async function publish(): Promise<void> {
    if (busy || hints === null) return;
    busy = true;
    for (let [next] = waiting; next !== undefined; [next] = waiting) {
      const [source, heads] = next;
      waiting.delete(source);
      // Lost while the cache is away: the poll finds it.
      await hints.publish(channel(source), JSON.stringify([...heads])).catch(() => {});
    }
    busy = false;
  }

  return {
    tell(source, heads) {
      if (hints === null || stopped || heads.size === 0) return;
      waiting.set(source, new Map([...(waiting.get(source) ?? []), ...heads]));
      void publish();
    },
    listen(source, listener) {
      if (hints === null) return;
      const heard = (message: string) => {
        if (!stopped) listener(new Map(JSON.parse(message) as [number, number][]));
      };
      ends.push(hints.subscribe(channel(source), heard).catch(() => null));
    },
    async stop() {
      stopped = true;
      for (const end of await Promise.all(ends)) await end?.().catch(() => {});
    },
  };
}

function channel(source: string): string {
  return `eventlog:relay:${source}`;
}
