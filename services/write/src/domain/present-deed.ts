import type { Account, AuditLogEntry } from '@fanfare/contracts/entities';
import type { AuditLogTable } from '@fanfare/contracts/tables';
import { isoTime } from './present-submission.ts';

export function presentDeed(row: AuditLogTable, account: Account | null): AuditLogEntry {
  const { reason_code = null, reason = null, ...details } = JSON.parse(row.details);
  return {
    id: String(row.id),
    created_at: isoTime(row.created_at),
    account,
    action: row.action,
    target: { kind: row.target_kind, id: row.target_id },
    reason_code,
    reason,
    details,
  };
}
