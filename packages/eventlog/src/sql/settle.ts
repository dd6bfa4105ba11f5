/** Waits until nothing is left to do, without a poll: tests and `fanfare settle` stand on it. */
import type { Signal } from '../consumer/signal.ts';
import type { GroupRunner } from './group.ts';
import type { Source } from './source.ts';

export interface SettleNeeds {
  groups: readonly GroupRunner[];
  sources: readonly Source[];
  changed: Signal;
  stopped(): boolean;
}

/** @throws Error with the cause when an engine stays away or an event fails twice more */
export async function settle(needs: SettleNeeds): Promise<void> {
  const { groups, sources } = needs;
  for (;;) {
    await quiet(needs);
    const before = work(groups);
    // The hints may come later than the commit they speak of; the outbox does not.
    for (const source of sources) await source.refresh();
    for (const group of groups) await retry(group);
    if (work(groups) === before && groups.every((group) => group.idle && group.queue.size === 0)) return;
  }
}

/** All groups at the head as they know it, or paused for good. */
async function quiet({ groups, changed, stopped }: SettleNeeds): Promise<void> {
  for (;;) {
    if (stopped()) throw new Error('The event log does not run');
    for (const group of groups) await resume(group);
    if (groups.every((group) => group.idle)) return;
    if (groups.some((group) => group.pause.current !== null)) continue;
    await changed.next();
  }
}

async function resume(group: GroupRunner): Promise<void> {
  if (group.pause.current === null) return;
  await group.pause.probeNow();
  const paused = group.pause.current;
  if (paused !== null) throw new Error(`${group.name} waits: ${paused.cause}`);
}

async function retry(group: GroupRunner): Promise<void> {
  if (group.queue.size === 0) return;
  const failed = await group.queue.drain();
  if (failed !== null)
    throw new Error(`${group.name} fails at ${failed.type} (${failed.id}): ${failed.cause}`);
}

function work(groups: readonly GroupRunner[]): number {
  return groups.reduce((sum, group) => sum + group.turns, 0);
}
