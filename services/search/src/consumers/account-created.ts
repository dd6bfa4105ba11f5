import type { Handler } from '@fanfare/eventlog';
import type { Searching } from '../needs.ts';
import { documentsOfAccount } from '../store/truth.ts';

export function onAccountCreated({ db, index }: Searching): Handler<'account.created'> {
  return async ({ data }) => {
    await index.apply(await documentsOfAccount(db.read, data.account_id));
  };
}
