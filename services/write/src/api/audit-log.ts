import { AuditLogEntry } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { pageOf, route } from '@fanfare/http';
import { mapPaged, parseId, toPaged } from '@fanfare/kernel';
import { Type } from 'typebox';
import { presentDeed } from '../domain/present-deed.ts';
import type { Write } from '../needs.ts';
import type { AuditRow } from '../store/audit-log.ts';
import { listDeeds } from '../store/audit-log.ts';

export function auditLogRoute(write: Write): Route {
  return route({
    method: 'GET',
    path: '/api/v1/admin/audit_log',
    summary: 'Who decided and changed what, newest first',
    auth: 'user',
    scopes: ['admin:read:submissions'],
    permission: 'view_audit_log',
    query: Type.Object({
      /** Who did it. */
      account_id: Type.Optional(Type.String()),
      action: Type.Optional(Type.String()),
      target_kind: Type.Optional(Type.String()),
      target_id: Type.Optional(Type.String()),
    }),
    page: { default: 40, max: 100 },
    answers: { 200: Type.Array(AuditLogEntry) },
    async handle({ query, page }) {
      const filter = {
        actorId: parseId(query.account_id) ?? undefined,
        action: query.action,
        targetKind: query.target_kind,
        targetId: query.target_id,
      };
      const paged = toPaged(await listDeeds(write.db.read, filter, page), page, (row) => row.id);
      return pageOf(await mapPaged(paged, (rows) => show(write, rows)));
    },
  });
}

async function show(write: Write, rows: AuditRow[]) {
  const actors = [...new Set(rows.map((row) => row.actor_id).filter((id) => id !== 0))];
  const accounts = actors.length === 0 ? [] : await write.contracts.read.accounts({ ids: actors });
  return rows.map((row) => presentDeed(row, accounts[actors.indexOf(row.actor_id)] ?? null));
}
