/** What read offers: entities, hydrated and filtered for one viewer. */
import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import { defineContract, query } from '../define.ts';
import { Account, CredentialAccount, Notification, Status } from '../entities/index.ts';

const Nullable = <Of extends TSchema>(of: Of) => Type.Union([of, Type.Null()]);
const Viewer = Nullable(Type.Integer());

/** One stored notification, to be dressed for its recipient. */
export const StoredNotification = Type.Object({
  id: Type.Integer(),
  type: Type.String(),
  from_account_id: Type.Integer(),
  status_id: Nullable(Type.Integer()),
  submission_id: Nullable(Type.Integer()),
  created_at: Type.Integer(),
});
export type StoredNotification = Static<typeof StoredNotification>;

export const readContract = defineContract('read', {
  /** Same order as asked; null: unknown, deleted or not for this viewer. */
  statuses: query(
    Type.Object({ viewer_id: Viewer, ids: Type.Array(Type.Integer()) }),
    Type.Array(Nullable(Status)),
  ),
  /** Same order; null: unknown. Blocked people are shown. */
  accounts: query(Type.Object({ ids: Type.Array(Type.Integer()) }), Type.Array(Nullable(Account))),
  /** @throws not_found */
  credentialAccount: query(Type.Object({ account_id: Type.Integer() }), CredentialAccount),
  /** Same order; null: its recipient may not or does not want to see it (blocked, muted, deleted). */
  notifications: query(
    Type.Object({ viewer_id: Type.Integer(), items: Type.Array(StoredNotification) }),
    Type.Array(Nullable(Notification)),
  ),
  /**
   * One status for the streams of many people, under the rules of reads at this moment. Same order as asked.
   * `home`: also the rules of the home timeline. Payload: the Status as JSON text; null: not for them.
   */
  streamed: query(
    Type.Object({
      status_id: Type.Integer(),
      viewers: Type.Array(Type.Object({ account_id: Type.Integer(), home: Type.Boolean() })),
    }),
    Type.Array(Type.Object({ account_id: Type.Integer(), payload: Nullable(Type.String()) })),
  ),
});
