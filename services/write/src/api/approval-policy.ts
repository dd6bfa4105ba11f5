/** Whose posts wait for approval. */
import { roleNames } from '@fanfare/contracts';
import { ApprovalPolicy, OneOf } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { refuseUnreadable, route } from '@fanfare/http';
import { Type } from 'typebox';
import { sayDeed } from '../flows/say-deed.ts';
import type { Write } from '../needs.ts';
import { recordDeed } from '../store/audit-log.ts';
import { currentPolicy, keepPolicy } from '../store/policy.ts';

const path = '/api/v1/admin/approval_policy';

// What is not named stays as it is; what cannot be read must not silently become that.
const Change = Type.Object({
  mode: Type.Optional(refuseUnreadable(ApprovalPolicy.properties.mode)),
  approved_posts: Type.Optional(refuseUnreadable(Type.Integer({ minimum: 0, maximum: 10_000 }))),
  exempt_roles: Type.Optional(refuseUnreadable(Type.Array(refuseUnreadable(OneOf(roleNames))))),
  include_direct: Type.Optional(refuseUnreadable(Type.Boolean())),
});

export function approvalPolicyRoutes(write: Write): Route[] {
  const startMode = write.values.APPROVAL_POLICY;
  return [
    route({
      method: 'GET',
      path,
      summary: 'Whose posts wait for approval',
      auth: 'user',
      scopes: ['admin:read:submissions'],
      permission: 'approve_posts',
      answers: { 200: ApprovalPolicy },
      handle: () => currentPolicy(write.db.read, startMode),
    }),
    route({
      method: 'PUT',
      path,
      summary: 'Change whose posts wait; what waits already goes on waiting',
      auth: 'user',
      scopes: ['admin:write:submissions'],
      permission: 'manage_policy',
      body: Change,
      answers: { 200: ApprovalPolicy },
      async handle({ body, viewer, trace, log }) {
        const { after, deed } = await write.db.unit(
          async (unit) => {
            const before = await currentPolicy(unit.db, startMode);
            const after = { ...before, ...body };
            await keepPolicy(unit.db, after);
            const deed = await recordDeed(unit, {
              actorId: viewer.accountId,
              action: 'policy.update',
              target: { kind: 'policy', id: 'approval_policy' },
              details: { before, after },
            });
            return { after, deed };
          },
          { trace },
        );
        sayDeed(log, deed);
        return after;
      },
    }),
  ];
}
