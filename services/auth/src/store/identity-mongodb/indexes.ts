/** The collections and what holds their rules. Making an index that is there does nothing, also for many at once. */
import type { IndexDescription } from 'mongodb';

export type CollectionName = 'people' | 'apps' | 'grants' | 'revocations' | 'sessions' | 'owner_links';

const unique = (...members: string[]): IndexDescription => ({
  ...index(...members),
  unique: true,
  // Passes over documents that lack the member. With several, one of them is always there.
  ...(members.length === 1 ? { sparse: true } : {}),
});

function index(...members: string[]): IndexDescription {
  return { key: Object.fromEntries(members.map((name) => [name, 1])), name: members.join('_') };
}

export const indexes: Partial<Record<CollectionName, readonly IndexDescription[]>> = {
  people: [
    unique('username_key'),
    unique('email_key'),
    unique('account_id'),
    // A reservation has no account yet.
    index('account_id', 'reserved_at'),
  ],
  grants: [
    unique('code_hash'),
    unique('access_hash'),
    unique('previous_access_hash'),
    unique('family_hash'),
    index('account_id', 'created_at'),
    index('revoked_at'),
    index('code_expires_at'),
  ],
  revocations: [index('at')],
  sessions: [unique('account_id', 'id'), index('expires_at')],
};
