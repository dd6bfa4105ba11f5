import type { Grant, GrantStore } from '../identity-grants.ts';
import { sqliteRevocations } from './revocations.ts';
import type { IdentityDatabase, IdentityTables } from './tables.ts';

type Row = IdentityTables['identity_grants'];
type Unique = 'code_hash' | 'access_hash' | 'previous_access_hash' | 'family_hash';

export function sqliteGrants(database: IdentityDatabase): GrantStore {
  async function by(column: Unique, hash: string): Promise<Grant | null> {
    const row = await database.read
      .selectFrom('identity_grants')
      .selectAll()
      .where(column, '=', hash)
      .executeTakeFirst();
    return row === undefined ? null : grantOf(row);
  }

  /** True when the condition held and the row was changed. */
  async function change(
    id: string,
    set: Partial<Row>,
    when: Partial<Record<keyof Row, string | null>>,
  ): Promise<boolean> {
    const { numUpdatedRows } = await database.unit(({ db }) => {
      let update = db
        .updateTable('identity_grants')
        .set(set)
        .where('id', '=', id)
        .where('revoked_at', 'is', null);
      for (const [column, value] of Object.entries(when)) {
        update = update.where(column as keyof Row, value === null ? 'is' : '=', value);
      }
      return update.executeTakeFirst();
    });
    return numUpdatedRows > 0n;
  }

  return {
    async add(grant) {
      const row: Row = { ...grant, scopes: JSON.stringify(grant.scopes) };
      await database.unit(({ db }) => db.insertInto('identity_grants').values(row).execute());
    },
    byCode: (hash) => by('code_hash', hash),
    byAccess: async (hash) => (await by('access_hash', hash)) ?? (await by('previous_access_hash', hash)),
    byFamily: (hash) => by('family_hash', hash),
    async ofAccount(accountId) {
      const rows = await database.read
        .selectFrom('identity_grants')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('revoked_at', 'is', null)
        .orderBy('created_at', 'desc')
        .execute();
      return rows.map(grantOf);
    },
    redeem: (id, tokens) => change(id, { ...tokens }, { access_hash: null }),
    rotate: (id, expected, tokens) => change(id, { ...tokens, confirmed: 0 }, { refresh_hash: expected }),
    prolong: (id, accessHash, expiresAt) =>
      change(id, { access_expires_at: expiresAt }, { access_hash: accessHash }),
    async confirm(id, accessHash) {
      await change(id, { confirmed: 1 }, { access_hash: accessHash });
    },
    revoke: (id, at) => change(id, { revoked_at: at }, {}),
    async prune(before) {
      const revoked = await database.unit(({ db }) =>
        db.deleteFrom('identity_grants').where('revoked_at', '<', before).executeTakeFirst(),
      );
      const unused = await database.unit(({ db }) =>
        db
          .deleteFrom('identity_grants')
          .where('code_expires_at', '<', before)
          .where('access_hash', 'is', null)
          .executeTakeFirst(),
      );
      return Number(revoked.numDeletedRows + unused.numDeletedRows);
    },
    revocations: sqliteRevocations(database),
  };
}

function grantOf(row: Row): Grant {
  return { ...row, scopes: JSON.parse(row.scopes) };
}
