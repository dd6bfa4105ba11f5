/** What this place says of itself at this moment: asked anew each time, so that a change shows at once, everywhere. */
import { placeOf } from '@fanfare/contracts';
import type { ReadConfig } from '../config.ts';
import type { InstanceFacts } from '../domain/present-instance.ts';
import type { ReadNeeds } from '../needs.ts';
import { instanceRow } from '../store/instance-settings.ts';
import { usageReader } from './usage.ts';

export type InstanceReader = () => Promise<InstanceFacts>;

export function instanceReader(config: ReadConfig, needs: ReadNeeds): InstanceReader {
  const usage = usageReader(needs.db.replica, () => needs.clock.now(), needs.log);
  return async () => {
    // Not of the replica, which may be behind.
    const [row, used] = await Promise.all([instanceRow(needs.db.read), usage()]);
    return { ...placeOf(row, config, needs.publicUrl), usage: used };
  };
}
