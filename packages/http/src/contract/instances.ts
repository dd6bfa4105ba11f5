/** The instances of one service: asked in turn, those left out that do not answer. */
import type { Clock } from '@fanfare/kernel';
import { breaker } from './breaker.ts';
import type { Reply } from './transport.ts';
import { transport, wasRefused } from './transport.ts';

export interface Instances {
  /**
   * Null: none is asked for the moment.
   * @param deadline in ms, over all instances that take no connection
   * @throws Error of the last one that was asked
   */
  post(path: string, body: string, headers: Record<string, string>, deadline: number): Promise<Reply | null>;
  /** True: none is asked. */
  readonly away: boolean;
  close(): void;
}

export function instances(
  target: { url: string | readonly string[] } | { socketPath: string },
  clock: Clock,
): Instances {
  const targets = 'socketPath' in target ? [target] : [target.url].flat().map((url) => ({ url }));
  const all = targets.map((one) => ({ wire: transport(one), fuse: breaker(clock) }));
  let turn = 0;

  return {
    async post(path, body, headers, deadline) {
      const end = performance.now() + deadline;
      let last: unknown = null;
      for (let tried = 0; tried < all.length; tried++) {
        const one = all[turn++ % all.length];
        if (one === undefined || !one.fuse.allows()) continue;
        try {
          const reply = await one.wire.post(path, body, headers, Math.max(end - performance.now(), 1));
          one.fuse.succeeded();
          return reply;
        } catch (error) {
          one.fuse.failed();
          if (!wasRefused(error)) throw error;
          last = error;
        }
      }
      if (last !== null) throw last;
      return null;
    },
    get away() {
      return all.every(({ fuse }) => fuse.open);
    },
    close() {
      for (const { wire } of all) wire.close();
    },
  };
}
