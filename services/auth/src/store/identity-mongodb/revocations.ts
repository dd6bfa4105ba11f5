import type { Revocation, RevocationStore } from '../identity-grants.ts';
import type { MongoConnection } from './connection.ts';
import { changed, shape } from './documents.ts';
import { isDuplicate } from './failures.ts';

const document = shape<Revocation>('hash', ['run_id']);

export function mongodbRevocations({ run }: MongoConnection): RevocationStore {
  async function put(hash: string, at: number): Promise<void> {
    await run('revocations', (all) =>
      all.updateOne({ _id: hash }, changed({ at, run_id: null }), { upsert: true }),
    );
  }
  return {
    async add(hash, at) {
      try {
        await put(hash, at);
      } catch (error) {
        // Of two upserts of a new document at once, one may find the other's and say so.
        if (!isDuplicate(error)) throw error;
        await put(hash, at);
      }
    },
    async acknowledge(hash, runId) {
      await run('revocations', (all) => all.updateOne({ _id: hash }, { $set: { run_id: runId } }));
    },
    async remove(hash, at) {
      await run('revocations', (all) => all.deleteOne({ _id: hash, at }));
    },
    async pending(since, runId, limit) {
      const found = await run('revocations', (all) =>
        all
          .find({ at: { $gte: since }, run_id: { $ne: runId } })
          .sort({ at: -1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(document.read);
    },
    async prune(before) {
      const { deletedCount } = await run('revocations', (all) => all.deleteMany({ at: { $lt: before } }));
      return deletedCount;
    },
  };
}
