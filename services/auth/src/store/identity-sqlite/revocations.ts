import { upsert } from '@fanfare/sql';
import type { RevocationStore } from '../identity-grants.ts';
import type { IdentityDatabase } from './tables.ts';

export function sqliteRevocations(database: IdentityDatabase): RevocationStore {
  return {
    async add(hash, at) {
      await database.unit(({ db }) =>
        upsert(db, 'identity_revocations', { keys: ['hash'], row: { hash, at, run_id: null } }),
      );
    },
    async acknowledge(hash, runId) {
      await database.unit(({ db }) =>
        db.updateTable('identity_revocations').set({ run_id: runId }).where('hash', '=', hash).execute(),
      );
    },
    async remove(hash, at) {
      await database.unit(({ db }) =>
        db.deleteFrom('identity_revocations').where('hash', '=', hash).where('at', '=', at).execute(),
      );
    },
    pending: (since, runId, limit) =>
      database.read
        .selectFrom('identity_revocations')
        .selectAll()
        .where('at', '>=', since)
        .where((where) => where.or([where('run_id', 'is', null), where('run_id', '!=', runId)]))
        .orderBy('at', 'desc')
        .limit(limit)
        .execute(),
    async prune(before) {
      const { numDeletedRows } = await database.unit(({ db }) =>
        db.deleteFrom('identity_revocations').where('at', '<', before).executeTakeFirst(),
      );
      return Number(numDeletedRows);
    },
  };
}
