/** Stores what a group has passed without a unit: events of other groups, and handlers that had nothing to write. */
import type { Cursor } from './cursor.ts';
import type { TurnNeeds } from './turn.ts';

/** Moves the offsets of these cursors up to their positions, in one unit. Busy ones see to it themselves. */
export async function flush(
  { group, store, epoch }: Pick<TurnNeeds, 'group' | 'store' | 'epoch'>,
  cursors: readonly Cursor[],
): Promise<void> {
  const moves = cursors
    .filter(({ busy, position, stored }) => !busy && position > stored)
    .map((cursor) => ({ cursor, from: cursor.stored, to: cursor.position }));
  if (moves.length === 0) return;
  for (const { cursor } of moves) cursor.busy = true;
  try {
    await group.database.unit(
      async (unit) => {
        for (const { cursor, from, to } of moves) {
          const source = cursor.source.name;
          await store.moveOffset(unit, { source, bucket: cursor.bucket, epoch: epoch(source) }, from, to);
        }
      },
      { lane: group.lane },
    );
    for (const { cursor, to } of moves) {
      cursor.stored = to;
      cursor.unstored = 0;
    }
  } finally {
    for (const { cursor } of moves) cursor.busy = false;
  }
}
