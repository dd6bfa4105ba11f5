/** What every group has passed leaves the log a day later. */
import type { Clock, Log } from '@fanfare/kernel';
import type { GroupRunner } from './group.ts';
import type { Source } from './source.ts';

/** How long a passed event is kept, in ms. */
const KEEP = 24 * 60 * 60_000;

/** Returns how many events were deleted. A group that has not begun yet holds everything. */
export async function prune(
  sources: readonly Source[],
  groups: readonly GroupRunner[],
  needs: { clock: Clock; log: Log },
): Promise<number> {
  let deleted = 0;
  for (const source of sources) {
    const passed = await Promise.all(groups.map((group) => group.passed(source)));
    if (passed.length === 0 || passed.includes(null)) continue;
    const low = lowest(passed);
    for (const { bucket, tail } of await source.refresh())
      if (tail > (low.get(bucket) ?? 0)) low.delete(bucket);
    deleted += await source.database.outbox.prune(low, needs.clock.now() - KEEP);
  }
  if (deleted > 0) needs.log.debug({ deleted }, 'Passed events were pruned');
  return deleted;
}

function lowest(passed: readonly (ReadonlyMap<number, number> | null)[]): Map<number, number> {
  const low = new Map<number, number>();
  for (const numbers of passed) {
    for (const [bucket, number] of numbers ?? [])
      low.set(bucket, Math.min(number, low.get(bucket) ?? number));
  }
  return low;
}
