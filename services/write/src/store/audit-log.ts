/** Who did what, when, on which, and why. Written in the unit of the deed. Never holds the text of a post. */
import type { AuditLogTable } from '@fanfare/contracts/tables';
import type { Page } from '@fanfare/kernel';
import { keyset } from '@fanfare/sql';
import type { CoreUnit, Db } from './db.ts';

export type AuditRow = AuditLogTable;

export interface Deed {
  actorId: number;
  action: 'submission.approve' | 'submission.reject' | 'policy.update' | 'instance.update';
  target: { kind: 'submission' | 'policy' | 'instance'; id: string };
  details: Record<string, unknown>;
}

/** A deed that is in the table once its unit is on disk. */
export interface RecordedDeed extends Deed {
  id: number;
}

export async function recordDeed(unit: CoreUnit, deed: Deed): Promise<RecordedDeed> {
  const id = unit.id<'audit'>();
  await unit.db
    .insertInto('audit_log')
    .values({
      id,
      actor_id: deed.actorId,
      action: deed.action,
      target_kind: deed.target.kind,
      target_id: deed.target.id,
      details: JSON.stringify(deed.details),
      created_at: unit.now,
    })
    .execute();
  return { ...deed, id };
}

export interface AuditFilter {
  actorId?: number | undefined;
  action?: string | undefined;
  targetKind?: string | undefined;
  targetId?: string | undefined;
}

/** Rows of a page, limit + 1, in the page's order. */
export function listDeeds(db: Db, filter: AuditFilter, page: Page): Promise<AuditRow[]> {
  let query = db.selectFrom('audit_log').selectAll();
  if (filter.actorId !== undefined) query = query.where('actor_id', '=', filter.actorId);
  if (filter.action !== undefined) query = query.where('action', '=', filter.action);
  if (filter.targetKind !== undefined) query = query.where('target_kind', '=', filter.targetKind);
  if (filter.targetId !== undefined) query = query.where('target_id', '=', filter.targetId);
  return keyset(query, 'audit_log.id', page).execute();
}
