/** Cuts a published status into delivery jobs. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Handler } from '@fanfare/eventlog';
import type { Database } from '@fanfare/sql';
import { deliveriesOf } from '../flows/deliveries.ts';
import { beginJob } from '../store/jobs.ts';

export function onStatusPublished(
  needs: { db: Database<CoreTables> },
  sliceSize: number,
): Handler<'status.published'> {
  return async ({ data }) => {
    // Readers pull these; the mode was fixed when the status was published.
    if (data.pulled) return;
    const deliveries = await deliveriesOf(needs.db.read, data, sliceSize);
    return async (unit) => {
      if (!(await beginJob(unit, data.status_id, deliveries.length))) return;
      for (const delivery of deliveries) unit.emit('timeline.deliver', delivery);
    };
  };
}
