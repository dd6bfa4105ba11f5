/** What this place says of itself at this moment: asked anew each time, so that a change shows at once, everywhere. */
import { placeOf } from '@fanfare/contracts';
import type { ReadConfig } from '../config.ts';
import type { InstanceFacts } from '../domain/present-instance.ts';
import type { ReadNeeds } from '../needs.ts';
import type { instanceRow } from '../store/instance-settings.ts';
import { usageReader } from './usage.ts';

export type InstanceReader = () => Promise<InstanceFacts>;

type Row = Awaited<ReturnType<typeof instanceRow>>;

export interface InstanceRows {
  now(): Promise<Row>;
  /** As it was last read, when it cannot be read now. @throws where it never could */
  known(): Promise<Row>;
}

export function instanceRows(load: () => Promise<Row>): InstanceRows {
  let last: { row: Row } | null = null;
  async function now(): Promise<Row> {
    const row = await load();
    last = { row };
    return row;
  }
  return {
    now,
    known: () =>
      now().catch((error: unknown) => {
        if (last === null) throw error;
        return last.row;
      }),
  };
}

export function instanceReader(config: ReadConfig, needs: ReadNeeds, rows: InstanceRows): InstanceReader {
  const usage = usageReader(needs.db.replica, () => needs.clock.now(), needs.log);
  return async () => {
    const [row, used] = await Promise.all([rows.now(), usage()]);
    return { ...placeOf(row, config, needs.publicUrl), usage: used };
  };
}
