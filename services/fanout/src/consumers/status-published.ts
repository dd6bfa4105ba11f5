/** Cuts a published status into delivery jobs. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Handler } from '@fanfare/eventlog';
import type { Clock } from '@fanfare/kernel';
import type { Database } from '@fanfare/sql';
import type { Metrics } from '@fanfare/telemetry';
import { deliveriesOf } from '../flows/deliveries.ts';
import { fanoutMetrics } from '../metrics.ts';
import { beginJob } from '../store/jobs.ts';

export function onStatusPublished(
  needs: { db: Database<CoreTables>; metrics: Metrics; clock: Clock },
  sliceSize: number,
): Handler<'status.published'> {
  const { pushed, pulled } = fanoutMetrics(needs);
  return async ({ data }) => {
    // Readers pull these; the mode was fixed when the status was published.
    if (data.pulled) {
      pulled.inc();
      return;
    }
    const approved = data.submission_id !== null;
    const deliveries = await deliveriesOf(needs.db.read, { ...data, approved }, sliceSize);
    return async (unit) => {
      if (!(await beginJob(unit, data.status_id, deliveries.length))) return;
      for (const delivery of deliveries) unit.emit('timeline.deliver', delivery);
      unit.afterwards(() => pushed.inc());
    };
  };
}
