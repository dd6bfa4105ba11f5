/** What the place is called, what it is, its rules and who may join: changed while the server runs. */
import { limits, placeOf } from '@fanfare/contracts';
import { InstanceSettings, Nullable, OneOf } from '@fanfare/contracts/entities';
import type { Route } from '@fanfare/http';
import { refuseUnreadable, route } from '@fanfare/http';
import { Type } from 'typebox';
import { changedRow, presentInstanceSettings } from '../domain/instance-settings.ts';
import { sayDeed } from '../flows/say-deed.ts';
import type { Write } from '../needs.ts';
import { recordDeed } from '../store/audit-log.ts';
import type { InstanceRow } from '../store/instance-settings.ts';
import { heldInstanceRow, instanceRow, keepInstanceRow } from '../store/instance-settings.ts';

const path = '/api/v1/admin/instance';

const text = (maxLength: number) => Nullable(Type.String({ maxLength }));
const Rule = Type.Object({
  /** Of a rule that there is; a new one has none. */
  id: Type.Optional(refuseUnreadable(Type.String())),
  text: Type.String({ maxLength: limits.ruleText }),
  hint: Type.Optional(refuseUnreadable(Type.String({ maxLength: limits.ruleHint }))),
});

// What is not named stays as it is; what cannot be read must not silently become that.
const Change = Type.Object({
  title: Type.Optional(refuseUnreadable(text(limits.placeTitle))),
  description: Type.Optional(refuseUnreadable(text(limits.placeDescription))),
  contact_email: Type.Optional(refuseUnreadable(text(254))),
  registrations: Type.Optional(refuseUnreadable(Nullable(OneOf(['open', 'closed'])))),
  public_status: Type.Optional(refuseUnreadable(Type.Boolean())),
  rules: Type.Optional(refuseUnreadable(Type.Array(refuseUnreadable(Rule), { maxItems: limits.rules }))),
});

export function instanceSettingsRoutes(write: Write): Route[] {
  const shown = (row: InstanceRow | undefined) =>
    presentInstanceSettings(placeOf(row, write.values, write.publicUrl));
  return [
    route({
      method: 'GET',
      path,
      summary: 'What the staff can change of the place: name, description, contact, registration, rules',
      auth: 'user',
      scopes: ['admin:read:instance'],
      permission: 'manage_policy',
      answers: { 200: InstanceSettings },
      handle: async () => shown(await instanceRow(write.db.read)),
    }),
    route({
      method: 'PUT',
      path,
      summary: 'Change what is named; null: as the server was started',
      auth: 'user',
      scopes: ['admin:write:instance'],
      permission: 'manage_policy',
      body: Change,
      answers: { 200: InstanceSettings },
      async handle({ body, viewer, trace, log }) {
        const { after, deed } = await write.db.unit(
          async (unit) => {
            const row = await heldInstanceRow(unit);
            const after = changedRow(row, body, () => String(unit.id<'rule'>()));
            await keepInstanceRow(unit, { ...after, updated_at: unit.now });
            const deed = await recordDeed(unit, {
              actorId: viewer.accountId,
              action: 'instance.update',
              target: { kind: 'instance', id: 'instance' },
              details: { before: shown(row), after: shown(after) },
            });
            return { after: shown(after), deed };
          },
          { trace },
        );
        sayDeed(log, deed);
        return after;
      },
    }),
  ];
}
