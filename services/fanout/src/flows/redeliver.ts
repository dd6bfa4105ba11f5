/** After the log was lost: whatever is still open is cut and delivered again. */
import type { CoreTables } from '@fanfare/contracts/tables';
import type { Database } from '@fanfare/sql';
import { openStatuses } from '../store/open-statuses.ts';
import { deliveriesOf } from './deliveries.ts';

export async function redeliverOpen(db: Database<CoreTables>, sliceSize: number): Promise<void> {
  for (const status of await openStatuses(db.read)) {
    const deliveries = await deliveriesOf(db.read, status, sliceSize);
    await db.unit(
      async (unit) => {
        for (const delivery of deliveries) unit.emit('timeline.deliver', delivery);
      },
      { lane: 'bulk' },
    );
  }
}
