import type { Grant, GrantStore } from '../identity-grants.ts';
import type { Condition } from './collection.ts';
import { documentsIn } from './collection.ts';
import type { MongoConnection } from './connection.ts';
import { changed, shape } from './documents.ts';
import { mongodbRevocations } from './revocations.ts';

const document = shape<Grant>('id', [
  'account_id',
  'code_hash',
  'code_expires_at',
  'redirect_uri',
  'code_challenge',
  'access_hash',
  'access_created_at',
  'access_expires_at',
  'previous_access_hash',
  'previous_access_expires_at',
  'family_hash',
  'refresh_hash',
  'previous_refresh_hash',
  'rotation_key',
  'revoked_at',
]);

export function mongodbGrants(connection: MongoConnection): GrantStore {
  const grants = documentsIn(connection, 'grants');

  async function one(condition: Condition): Promise<Grant | null> {
    const found = await grants.one(condition);
    return found === null ? null : document.read(found);
  }

  /** True when the condition held and the document was changed. A condition of null means that the member is absent. */
  function change(id: string, set: Partial<Grant>, when: Partial<Grant>): Promise<boolean> {
    return grants.change({ _id: id, revoked_at: null, ...when }, changed(set));
  }

  return {
    add: (grant) => grants.insert(document.write(grant)),
    byCode: (hash) => one({ code_hash: hash }),
    byAccess: (hash) => one({ $or: [{ access_hash: hash }, { previous_access_hash: hash }] }),
    byFamily: (hash) => one({ family_hash: hash }),
    async ofAccount(accountId) {
      const condition = { account_id: accountId, revoked_at: null };
      return (await grants.many(condition, { sort: { created_at: -1 } })).map(document.read);
    },
    redeem: (id, tokens) => change(id, tokens, { access_hash: null }),
    rotate: (id, expected, tokens) => change(id, { ...tokens, confirmed: 0 }, { refresh_hash: expected }),
    prolong: (id, accessHash, expiresAt) =>
      change(id, { access_expires_at: expiresAt }, { access_hash: accessHash }),
    async confirm(id, accessHash) {
      await change(id, { confirmed: 1 }, { access_hash: accessHash });
    },
    revoke: (id, at) => change(id, { revoked_at: at }, {}),
    async prune(before) {
      const revoked = await grants.removeAll({ revoked_at: { $lt: before } });
      return revoked + (await grants.removeAll({ code_expires_at: { $lt: before }, access_hash: null }));
    },
    revocations: mongodbRevocations(connection),
  };
}
