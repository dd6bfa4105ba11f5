/** The posts of one account. */
import type { Visibility } from '@fanfare/contracts/tables';
import type { Page } from '@fanfare/kernel';
import { keyset } from '@fanfare/sql';
import type { Db } from './db.ts';
import type { Entries } from './lists.ts';

export interface AccountListQuery {
  accountId: number;
  /** What the reader sees by visibility alone. */
  visibilities: readonly Visibility[];
  /** Whose mentions open further posts; null: nobody's. */
  mentioned: number | null;
  onlyMedia: boolean;
  excludeReplies: boolean;
  excludeReblogs: boolean;
  /** Folded; null: any. */
  tag: string | null;
}

export async function accountEntries(db: Db, page: Page, wanted: AccountListQuery): Promise<Entries> {
  const rows = await keyset(accountList(db, wanted), 'statuses.id', page).execute();
  return { rows: rows.map(({ id }) => ({ id, cursor: id })), more: rows.length > page.limit };
}

function accountList(db: Db, wanted: AccountListQuery) {
  const { mentioned, tag } = wanted;
  return db
    .selectFrom('statuses')
    .select('statuses.id')
    .where('statuses.account_id', '=', wanted.accountId)
    .where('deleted_at', 'is', null)
    .where((row) => {
      const seen = row('visibility', 'in', wanted.visibilities);
      if (mentioned === null) return seen;
      const mention = row
        .selectFrom('status_mentions')
        .select('status_mentions.status_id')
        .whereRef('status_mentions.status_id', '=', 'statuses.id')
        .where('status_mentions.account_id', '=', mentioned);
      return row.or([seen, row.exists(mention)]);
    })
    .$if(wanted.onlyMedia, (some) => some.where('has_media', '=', 1).where('reblog_of_id', 'is', null))
    .$if(wanted.excludeReblogs, (some) => some.where('reblog_of_id', 'is', null))
    .$if(wanted.excludeReplies, (some) =>
      some.where((row) =>
        row.or([
          row('in_reply_to_id', 'is', null),
          row('in_reply_to_account_id', '=', row.ref('statuses.account_id')),
        ]),
      ),
    )
    .$if(tag !== null, (some) =>
      some.where((row) =>
        row.exists(
          row
            .selectFrom('status_tags')
            .select('status_tags.status_id')
            .whereRef('status_tags.status_id', '=', 'statuses.id')
            .where('status_tags.tag', '=', tag ?? ''),
        ),
      ),
    );
}
