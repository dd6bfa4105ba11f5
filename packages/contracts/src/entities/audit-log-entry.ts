import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Account } from './account.ts';
import { ReasonCode } from './approval.ts';
import { DateTime, Entity, EntityId, Nullable } from './scalars.ts';

/** Who did what, when, on which, and why. Never holds the text of a post. */
export const AuditLogEntry = Entity('AuditLogEntry', {
  id: EntityId,
  created_at: DateTime,
  /** Null: from the command line, by whoever runs the server. */
  account: Nullable(Account),
  /** e.g. `submission.approve`, `policy.update`, `instance.update`, `account.role`. */
  action: Type.String(),
  target: Type.Object({
    /** e.g. `submission`, `policy`, `account`. */
    kind: Type.String(),
    id: Type.String(),
  }),
  reason_code: Nullable(ReasonCode),
  reason: Nullable(Type.String()),
  /** What else the action was about, e.g. the version decided on, a policy before and after. */
  details: Type.Record(Type.String(), Type.Unknown()),
});
export type AuditLogEntry = Static<typeof AuditLogEntry>;
