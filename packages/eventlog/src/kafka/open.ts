/** Where lanes begin: at the group's rows, or, when the log can't carry it on from there, at the heads after a rebuild. */
import type { Clock, Log } from '@fanfare/kernel';
import type { ConsumerStore, LogPositions } from '@fanfare/sql';
import { leasesOf, REBUILDING, restoreEpoch } from '@fanfare/sql';
import { TakenOver } from '../consumer/taken.ts';
import type { ConsumerGroup } from '../port.ts';
import type { Asker, Partitions } from './client/index.ts';
import type { Lane } from './lane.ts';
import { placeAt } from './lane.ts';
import type { Seen } from './seen.ts';
import { seenFrom, seenNothing } from './seen.ts';
import type { AnyDatabase } from './share.ts';

export interface OpenNeeds {
  group: ConsumerGroup;
  store: ConsumerStore;
  positions: LogPositions;
  ask: Asker;
  /** Full name of each topic of the group, by kind. */
  topics: ReadonlyMap<string, string>;
  /** Those whose database this process has. */
  sources: readonly { name: string; database: AnyDatabase }[];
  /** Names this process among those of the group. */
  holder: string;
  clock: Clock;
  log: Log;
}

interface View {
  rows: ReadonlyMap<string, { next: number; seen: string }>;
  parts: ReadonlyMap<string, Partitions>;
  starts: ReadonlyMap<string, readonly number[]>;
  ends: ReadonlyMap<string, readonly number[]>;
  epochs: ReadonlyMap<string, number>;
}

/** A rebuild that nobody prolongs for so long, in ms, has died. */
const LEASE = 10_000;
const RENEW = 3_000;

/** A lane that came upon a message which the group can't be at yet. */
export interface LostLane {
  readonly lane: Lane;
  readonly reason: string;
}

/**
 * Sets the lanes to where the group stands; they are opened when its retries are known too.
 * @param lost why the group can't go on, if a lane has found out
 * @returns false: another process rebuilds the group, ask again soon
 * @throws what the databases, the brokers or the group's rebuild throw
 */
export async function openLanes(
  needs: OpenNeeds,
  lanes: readonly Lane[],
  lost: LostLane | null,
): Promise<boolean> {
  const view = await look(needs);
  const reason = reasonOf(lost, view) ?? lossOf(needs, view);
  if (reason !== null) {
    if (!(await rebuild(needs, lost))) return false;
    return openLanes(needs, lanes, null);
  }
  for (const lane of lanes) await openLane(needs, view, lane);
  return true;
}

async function look({ positions, ask, topics, sources }: OpenNeeds): Promise<View> {
  const names = [...topics.values()];
  const epochs = new Map<string, number>();
  for (const { name, database } of sources) epochs.set(name, await restoreEpoch(database));
  // The rows last: what moves meanwhile moves away from the tail.
  const parts = await ask.partitions(names, true);
  const [starts, ends] = await Promise.all([ask.offsets(names, 'start'), ask.offsets(names, 'end')]);
  const rows = new Map(
    (await positions.all()).map(({ topic, slot, next_offset: next, seen }) => [
      rowKey(topic, slot),
      { next, seen },
    ]),
  );
  return { rows, parts, starts, ends, epochs };
}

function rowKey(kind: string, partition: number): string {
  return `${kind}:${partition}`;
}

/** Why the rows are of no use, or null. */
function lossOf({ topics }: OpenNeeds, { rows, parts, starts, epochs }: View): string | null {
  for (const [kind, topic] of topics) {
    for (const [partition, start] of (starts.get(topic) ?? []).entries()) {
      const row = rows.get(rowKey(kind, partition));
      if (row?.next === REBUILDING) return 'a rebuild was not finished';
      const seen = row === undefined ? null : seenFrom(row.seen);
      for (const [source, { epoch }] of Object.entries(seen?.sources ?? {}))
        if (epoch < (epochs.get(source) ?? 0)) return `${source} was restored`;
      // Of another topic under the same name: its numbers tell whether anything is missing.
      if (seen !== null && seen.topic !== parts.get(topic)?.id) continue;
      if ((row?.next ?? 0) < start)
        return `partition ${partition} of ${topic} begins at ${start}, after ${row?.next ?? 0}`;
    }
  }
  return null;
}

/** Null when the row is elsewhere by now: another process has rebuilt the group meanwhile. */
function reasonOf(lost: LostLane | null, { rows }: View): string | null {
  if (lost === null) return null;
  const row = rows.get(rowKey(lost.lane.kind, lost.lane.partition));
  return (row?.next ?? null) === lost.lane.stored ? lost.reason : null;
}

async function openLane(needs: OpenNeeds, view: View, lane: Lane): Promise<void> {
  const { rows, parts, starts, ends, epochs } = view;
  const id = parts.get(lane.topic)?.id ?? '';
  const start = starts.get(lane.topic)?.[lane.partition] ?? 0;
  const end = ends.get(lane.topic)?.[lane.partition] ?? 0;
  lane.end = end;
  const row = rows.get(rowKey(lane.kind, lane.partition));
  if (row === undefined) {
    const seen = { ...seenNothing(id, false, epochs), ...(await seenInOutbox(needs, lane, parts)) };
    placeAt(lane, null, { offset: 0, seen });
    return;
  }
  const seen: Seen = seenFrom(row.seen);
  if (seen.topic === id && row.next <= end) {
    placeAt(lane, row.next, { offset: row.next, seen });
    return;
  }
  // The log was lost and made anew, or has lost its end: what is there is read again, and numbers tell what is old.
  const again = { offset: start, seen: { ...seen, topic: id } };
  await needs.group.database.unit(
    async (unit) => {
      const to = { next_offset: start, seen: JSON.stringify(again.seen) };
      if (!(await needs.positions.move(unit, { topic: lane.kind, slot: lane.partition }, row.next, to)))
        throw new TakenOver(`partition ${lane.partition} of ${lane.topic}`);
    },
    { lane: needs.group.lane },
  );
  needs.log.warn(
    { topic: lane.topic, partition: lane.partition },
    'A partition is read again from its begin',
  );
  placeAt(lane, start, again);
}

/** A group that read the outbox itself before there was a Kafka goes on from there: the numbers are the same. */
async function seenInOutbox(
  { store }: OpenNeeds,
  { topic, partition }: Lane,
  parts: View['parts'],
): Promise<Partial<Seen>> {
  const count = parts.get(topic)?.leaders.length ?? 1;
  const rows = (await store.offsets()).filter(({ bucket }) => bucket % count === partition);
  if (rows.length === 0) return {};
  const bySource = [...Map.groupBy(rows, ({ source }) => source)].map(([source, list]) => {
    const last = Object.fromEntries(list.map(({ bucket, number }) => [bucket, number]));
    return [source, { epoch: Math.max(...list.map(({ epoch }) => epoch)), last }] as const;
  });
  return { sources: Object.fromEntries(bySource) };
}

/** Alone among all processes of the group. False: another process does it. */
async function rebuild(needs: OpenNeeds, lost: LostLane | null): Promise<boolean> {
  const { group, holder, log, clock } = needs;
  const leases = leasesOf(group.database);
  const name = `rebuild/${group.group}`;
  const take = () =>
    group.database.unit((unit) => leases.take(unit, name, holder, LEASE), { lane: group.lane });
  const fence = await take();
  if (fence === null) return false;
  let failed = false;
  const timer = setInterval(() => {
    take().then(
      (now) => {
        failed ||= now !== fence;
      },
      () => {},
    );
  }, RENEW).unref();
  try {
    // Another process may have done it before the lease was ours.
    const before = await look(needs);
    const reason = reasonOf(lost, before) ?? lossOf(needs, before);
    if (reason === null) return true;
    const begun = clock.now();
    log.info({ reason }, 'The consumer group rebuilds its state');
    await setRows(needs, null, null);
    const view = await look(needs);
    await group.rebuild();
    if (failed) throw new TakenOver(`the rebuild of ${group.group}`);
    await setRows(needs, view, async (unit) => {
      if ((await leases.take(unit, name, holder, LEASE)) !== fence)
        throw new TakenOver(`the rebuild of ${group.group}`);
    });
    log.info({ ms: clock.now() - begun }, 'The consumer group has rebuilt its state');
    return true;
  } finally {
    clearInterval(timer);
    await group.database.unit((unit) => leases.release(unit, name, holder), { lane: group.lane });
  }
}

type Check = Parameters<ConsumerGroup['database']['unit']>[0];

/** All rows of the group: at the heads of the view, or, without one, where nobody can move them. */
async function setRows(needs: OpenNeeds, view: View | null, check: Check | null): Promise<void> {
  const { parts, ends, epochs } = view ?? (await look(needs));
  const rows = [...needs.topics].flatMap(([kind, topic]) =>
    (ends.get(topic) ?? []).map((end, slot) => ({
      ...{ topic: kind, slot, next_offset: view === null ? REBUILDING : end },
      seen: JSON.stringify(seenNothing(parts.get(topic)?.id ?? '', true, epochs)),
    })),
  );
  await needs.group.database.unit(
    async (unit) => {
      await check?.(unit);
      await needs.positions.set(unit, rows);
    },
    { lane: needs.group.lane },
  );
}
