import type { Static } from 'typebox';
import { Type } from 'typebox';
import { Entity, EntityId, Nullable, OneOf } from './scalars.ts';

/** What the staff can change of the place while the server runs. */
export const InstanceSettings = Entity('InstanceSettings', {
  title: Type.String(),
  /** Plain text. */
  description: Type.String(),
  contact_email: Type.String(),
  /** Null: as the server was started, which `registrations_open` tells. */
  registrations: Nullable(OneOf(['open', 'closed'])),
  /** Whether an account can be made at this moment. */
  registrations_open: Type.Boolean(),
  /** Whether everybody may see how the place is, on `/status` and over the API. */
  public_status: Type.Boolean(),
  rules: Type.Array(Type.Object({ id: EntityId, text: Type.String(), hint: Type.String() })),
});
export type InstanceSettings = Static<typeof InstanceSettings>;
