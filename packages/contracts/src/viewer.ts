/** Who asks: what a token says, and what the account may do at this moment. */
import type { Static } from 'typebox';
import { Type } from 'typebox';

export const roleNames = ['owner', 'admin', 'moderator', 'user'] as const;
export type RoleName = (typeof roleNames)[number];
export const Role = Type.Union([
  Type.Literal('owner'),
  Type.Literal('admin'),
  Type.Literal('moderator'),
  Type.Literal('user'),
]);

export const permissions = [
  'approve_posts',
  'manage_policy',
  'view_audit_log',
  'manage_accounts',
  'manage_roles',
] as const;
export type Permission = (typeof permissions)[number];

const permissionsOf: Record<RoleName, readonly Permission[]> = {
  owner: permissions,
  admin: permissions,
  moderator: ['approve_posts', 'view_audit_log'],
  user: [],
};

export function may(role: RoleName, permission: Permission): boolean {
  return permissionsOf[role].includes(permission);
}

/** What a live token says; the copy in the cache holds exactly this. */
export const TokenInfo = Type.Object({
  token_id: Type.String(),
  app_id: Type.String(),
  /** Null: an app token. */
  account_id: Type.Union([Type.Integer(), Type.Null()]),
  scopes: Type.Array(Type.String()),
  created_at: Type.Integer(),
  /** In ms; null: does not expire. */
  expires_at: Type.Union([Type.Integer(), Type.Null()]),
});
export type TokenInfo = Static<typeof TokenInfo>;

/** One row of `view_version`: read from the primary with every request. */
export const ViewState = Type.Object({
  account_id: Type.Integer(),
  /** Rises with every change of what the person may or wants to see. */
  version: Type.Integer(),
  /** Rises with the person's own favourite, boost, bookmark and vote. */
  act_version: Type.Integer(),
  role: Role,
  state: Type.Union([Type.Literal('active'), Type.Literal('suspended')]),
});
export type ViewState = Static<typeof ViewState>;
