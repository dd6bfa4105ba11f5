import type { Handler } from '@fanfare/eventlog';
import type { Searching } from '../needs.ts';
import { documentsOfStatus } from '../store/truth.ts';

export function onStatusPublished({ db, index, newest, clock }: Searching): Handler<'status.published'> {
  return async ({ data }) => {
    // A boost is found as the post it shows.
    if (data.reblog_of_id !== null) return;
    await index.apply(await documentsOfStatus(db.read, data.status_id));
    newest.note(data.status_id, clock.now());
  };
}
