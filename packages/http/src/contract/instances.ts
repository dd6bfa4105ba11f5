/** The instances of one service: asked in turn, those left out that do not answer. */
import type { Clock, Log } from '@fanfare/kernel';
import type { Breaker } from './breaker.ts';
import { breaker } from './breaker.ts';
import type { Reply, Transport } from './transport.ts';
import { transport, wasRefused } from './transport.ts';

interface Instance {
  /** As the log names it. */
  readonly where: string;
  readonly wire: Transport;
  readonly fuse: Breaker;
  /** Nothing listened there when it was last asked: to learn whether that is still so takes no time. */
  gone: boolean;
}

/** Of one call, over all its attempts: who failed it. */
export type Failed = Set<object>;

export interface Instances {
  /**
   * Null: none is asked for the moment.
   * @param deadline in ms, over all instances that take no connection
   * @param failed whoever is in it is asked last; whoever fails is put into it
   * @throws Error of the last one that was asked
   */
  post(
    path: string,
    body: string,
    headers: Record<string, string>,
    deadline: number,
    failed: Failed,
  ): Promise<Reply | null>;
  /** True: none is asked. */
  readonly away: boolean;
  close(): void;
}

export function instances(
  target: { url: string | readonly string[] } | { socketPath: string },
  clock: Clock,
  log: Log,
): Instances {
  const targets = 'socketPath' in target ? [target] : [target.url].flat().map((url) => ({ url }));
  const all: readonly Instance[] = targets.map((one) => ({
    ...{ wire: transport(one), fuse: breaker(clock), gone: false },
    where: 'url' in one ? one.url : 'its socket',
  }));
  let turn = 0;

  /** Each once, beginning with the next in turn. Other calls take turns meanwhile, so the order is made at once. */
  function order(failed: Failed): Instance[] {
    const first = turn++ % all.length;
    const rotated = [...all.slice(first), ...all.slice(0, first)];
    return [...rotated.filter((one) => !failed.has(one)), ...rotated.filter((one) => failed.has(one))];
  }

  /** Those who may be asked; when they are through, those who were gone: in a rolling restart they are back. */
  function* candidates(failed: Failed): Generator<Instance> {
    const left: Instance[] = [];
    for (const one of order(failed)) {
      if (one.fuse.allows()) yield one;
      else left.push(one);
    }
    if (all.length > 1) yield* left.filter((one) => one.gone);
  }

  function answered(one: Instance): void {
    if (one.fuse.open) log.info({ where: one.where }, 'An instance answers again');
    one.fuse.succeeded();
    one.gone = false;
  }

  /** Of many calls that fail one after the other the log is told once. */
  function failedBy(one: Instance, error: unknown): void {
    const before = one.fuse.open;
    one.fuse.failed();
    one.gone = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED';
    if (!before && one.fuse.open)
      log.warn({ where: one.where, err: error }, 'An instance does not answer and is left out');
  }

  return {
    async post(path, body, headers, deadline, failed) {
      const end = performance.now() + deadline;
      let last: unknown = null;
      for (const one of candidates(failed)) {
        try {
          const reply = await one.wire.post(path, body, headers, Math.max(end - performance.now(), 1));
          answered(one);
          return reply;
        } catch (error) {
          failedBy(one, error);
          failed.add(one);
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
