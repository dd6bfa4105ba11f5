import type { Revocation, RevocationStore } from '../identity-grants.ts';
import { documentsIn } from './collection.ts';
import type { MongoConnection } from './connection.ts';
import { changed, shape } from './documents.ts';
import { isDuplicate } from './failures.ts';

const document = shape<Revocation>('hash', ['run_id']);

export function mongodbRevocations(connection: MongoConnection): RevocationStore {
  const revocations = documentsIn(connection, 'revocations');

  async function put(hash: string, at: number): Promise<void> {
    await revocations.change({ _id: hash }, changed({ at, run_id: null }), 'make');
  }

  return {
    async add(hash, at) {
      try {
        await put(hash, at);
      } catch (error) {
        // Of two who make a new document at once, one may find the other's and say so.
        if (!isDuplicate(error)) throw error;
        await put(hash, at);
      }
    },
    async acknowledge(hash, runId) {
      await revocations.change({ _id: hash }, { $set: { run_id: runId } });
    },
    async remove(hash, at) {
      await revocations.remove({ _id: hash, at });
    },
    async pending(since, runId, limit) {
      const condition = { at: { $gte: since }, run_id: { $ne: runId } };
      return (await revocations.many(condition, { sort: { at: -1 }, limit })).map(document.read);
    },
    prune: (before) => revocations.removeAll({ at: { $lt: before } }),
  };
}
