/** What somebody's role lets them do here, and whether the token at hand is good for it. */

/** Bits of `role.permissions`, of the API's answer to verify_credentials. */
const bits = {
  view_audit_log: 1 << 2,
  manage_policy: 1 << 6,
  manage_accounts: 1 << 10,
  manage_roles: 1 << 17,
  approve_posts: 1 << 30,
} as const;

export type Permission = keyof typeof bits;

/** undefined: not known yet, or nobody is signed in. */
export type Role = { permissions: unknown } | null | undefined;

export function may(role: Role, permission: Permission): boolean {
  const mask = Number(role?.permissions ?? 0);
  return Number.isFinite(mask) && (mask & bits[permission]) !== 0;
}

/** Whether a token with these scopes, parted by spaces, is good for this one: a wide scope covers its parts. */
export function covers(scopes: string, wanted: string): boolean {
  return scopes.split(' ').some((scope) => wanted === scope || wanted.startsWith(`${scope}:`));
}
