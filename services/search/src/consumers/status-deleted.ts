import type { Handler } from '@fanfare/eventlog';
import type { Searching } from '../needs.ts';
import { documentsOfStatus } from '../store/truth.ts';

export function onStatusDeleted({ db, index }: Searching): Handler<'status.deleted'> {
  return async ({ data }) => {
    // A boost is found as the post it shows.
    if (data.reblog_of_id === null) await index.apply(await documentsOfStatus(db.read, data.status_id));
  };
}
