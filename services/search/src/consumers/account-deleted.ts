import type { Handler } from '@fanfare/eventlog';
import { tombstone } from '../domain/documents.ts';
import type { Searching } from '../needs.ts';

/** An id is never given again, so the event's own version is the last one. */
export function onAccountDeleted({ index }: Searching): Handler<'account.deleted'> {
  return async ({ data }) => {
    await index.apply([tombstone('account', data.account_id, data.version)]);
  };
}
