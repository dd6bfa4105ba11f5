/** What a group has not passed of a source, and since when the oldest of it waits. */
import type { SourceState } from '../port.ts';
import type { Cursors } from './cursor.ts';
import { behind } from './cursor.ts';
import type { Source } from './source.ts';

export async function backlogIn(cursors: Cursors, source: Source): Promise<SourceState> {
  const late = cursors.all.filter((cursor) => cursor.source === source && behind(cursor) > 0);
  const after = new Map(late.map(({ bucket, position }) => [bucket, position]));
  return {
    source: source.name,
    events: late.reduce((sum, cursor) => sum + behind(cursor), 0),
    oldest: await source.database.outbox.oldest(after),
  };
}
