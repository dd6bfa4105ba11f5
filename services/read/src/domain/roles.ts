/** Roles as the API shows them. Ids and bits are Mastodon's where it has the same. */
import type { Permission, RoleName } from '@fanfare/contracts';
import { may } from '@fanfare/contracts';
import type { AccountRole, Role } from '@fanfare/contracts/entities';

const ids: Record<RoleName, string> = { user: '-99', moderator: '1', admin: '2', owner: '3' };
const names: Record<RoleName, string> = {
  user: '',
  moderator: 'Moderator',
  admin: 'Admin',
  owner: 'Owner',
};

const bits: Record<Permission, number> = {
  view_audit_log: 1 << 2,
  manage_policy: 1 << 6,
  manage_accounts: 1 << 10,
  manage_roles: 1 << 17,
  // Mastodon has no post approval; this bit is ours and far from its own.
  approve_posts: 1 << 30,
};

/** The roles that stand on a profile: those with duties. */
export function presentAccountRoles(role: RoleName): AccountRole[] {
  return role === 'user' ? [] : [{ id: ids[role], name: names[role], color: '' }];
}

export function presentRole(role: RoleName): Role {
  const granted = (Object.keys(bits) as Permission[]).filter((permission) => may(role, permission));
  return {
    id: ids[role],
    name: names[role],
    color: '',
    permissions: String(granted.reduce((mask, permission) => mask + bits[permission], 0)),
    highlighted: role !== 'user',
    collection_limit: 0,
  };
}
