/** Opens the lanes of a group that are not open, all of them at once and one time after the other. */
import type { Lane } from './lane.ts';
import type { LostLane, OpenNeeds } from './open.ts';
import { openLanes } from './open.ts';

export interface Opener {
  /** Begins, unless it is under way. */
  soon(): void;
  /** False: another process rebuilds the group, ask again soon. @throws what says that an engine is away */
  now(): Promise<boolean>;
  /** The lane came upon a message that the group can't be at yet. */
  lost(lane: Lane, reason: string): void;
  /** How many partitions a topic has, once a lane was opened. */
  partitions(topic: string): number;
}

export interface OpenerNeeds {
  lanes: ReadonlyMap<string, Lane>;
  open: OpenNeeds;
  running(): boolean;
  /** Counts the job as work. */
  hold(job: Promise<void>): void;
  /** Reads from the retry table which keys wait. */
  loadRetries(): Promise<void>;
  onOpened(): void;
  onError(error: unknown, probe: () => Promise<void>): void;
}

export function openerOf(needs: OpenerNeeds): Opener {
  const { lanes } = needs;
  const names = [...needs.open.topics.values()];
  let counts: ReadonlyMap<string, number> = new Map();
  let lost: LostLane | null = null;
  let opening: Promise<boolean> | null = null;

  const closed = () => [...lanes.values()].filter((lane) => !lane.open && !lane.busy);

  async function openAll(): Promise<boolean> {
    const waiting = closed();
    if (waiting.length === 0) return true;
    const parts = await needs.open.ask.partitions(names, false);
    counts = new Map([...parts].map(([name, { leaders }]) => [name, leaders.length]));
    const placed = await openLanes(needs.open, waiting, lost);
    lost = null;
    if (!placed) return false;
    // After the rows were read: whoever moved one before has put what failed into the table by then, and whoever
    // moves one later makes our first unit fail.
    await needs.loadRetries();
    for (const lane of waiting) lane.open = !lane.letGo.signal.aborted;
    needs.onOpened();
    return true;
  }

  function now(): Promise<boolean> {
    opening ??= openAll().finally(() => {
      opening = null;
    });
    return opening;
  }

  async function again(): Promise<void> {
    await now();
  }

  function soon(): void {
    if (!needs.running() || opening !== null || closed().length === 0) return;
    const job = now().then(
      (done) => {
        // Those that came meanwhile.
        if (done) soon();
      },
      (error: unknown) => needs.onError(error, again),
    );
    needs.hold(job);
  }

  return {
    soon,
    now,
    lost(lane, reason) {
      lost ??= { lane, reason };
    },
    partitions: (topic) => counts.get(topic) ?? 1,
  };
}
