/** An account that is no longer locked accepts everyone who waits, as Mastodon does. */
import type { Handler } from '@fanfare/eventlog';
import { acceptAllWaiting } from '../flows/follow.ts';

export const onAccountUpdated: Handler<'account.updated'> =
  async ({ data }) =>
  (unit) =>
    acceptAllWaiting(unit, data.account_id);
