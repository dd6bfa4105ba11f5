/** Waits until nothing is left to do in any process: tests, drills and `fanfare settle` stand on it. */
import type { Signal } from '../consumer/signal.ts';
import type { GroupRunner } from './group-runner.ts';
import type { Relay } from './relay.ts';

export interface SettleNeeds {
  groups: readonly GroupRunner[];
  relays: readonly Relay[];
  changed: Signal;
  /** Sums up all that was ever emitted and carried, as far as this process can see. */
  emitted(): Promise<number>;
  stopped(): boolean;
}

/** How long the log may fail to answer before it counts as away, in ms: leaders and members take a moment to change. */
const PATIENCE = 10_000;
/** What other processes do is looked for so often, in ms. */
const LOOK = 20;

/** @throws Error with the cause when an engine stays away or an event fails twice more */
export async function settle(needs: SettleNeeds): Promise<void> {
  const { groups, changed } = needs;
  const began = performance.now();
  for (;;) {
    if (needs.stopped()) throw new Error('The event log does not run');
    const [before, emitted] = [work(groups), await needs.emitted()];
    const idle = groups.every((group) => group.idle);
    // Nothing was in hand, nothing was begun and nothing emitted while all was looked at.
    const quiet =
      (await pass(needs, performance.now() - began > PATIENCE)) && idle && work(groups) === before;
    if (quiet && (await needs.emitted()) === emitted) return;
    if (!quiet) await Promise.race([changed.next(), new Promise((resolve) => setTimeout(resolve, LOOK))]);
  }
}

/** One look at everything, in the order in which events go. True: nothing was left. */
async function pass({ groups, relays }: SettleNeeds, strict: boolean): Promise<boolean> {
  let stuck: Error | null = null;
  for (const relay of relays) {
    const cause = await relay.probe(strict);
    if (cause !== null) stuck ??= new Error(`relay.${relay.source} waits: ${cause}`);
    else if ((await relay.backlog()).events > 0) return false;
  }
  for (const group of groups) {
    const cause = await group.probe(strict);
    if (cause !== null) throw new Error(`${group.name} waits: ${cause}`);
    await group.settle();
    if ((await group.lag()).events > 0) return false;
  }
  // Not before the groups have done what did come through.
  if (stuck !== null) throw stuck;
  for (const group of groups) {
    if (group.queue.size === 0) continue;
    const failed = await group.queue.drain();
    if (failed !== null)
      throw new Error(`${group.name} fails at ${failed.type} (${failed.id}): ${failed.cause}`);
    return false;
  }
  return true;
}

function work(groups: readonly GroupRunner[]): number {
  return groups.reduce((sum, group) => sum + group.turns, 0);
}
