/** The process's own contract, for commands and tests. */
import type { Client, serverContract } from '@fanfare/contracts';
import { AppError } from '@fanfare/kernel';
import type { Engines } from './engines.ts';
import type { Contracts } from './needs.ts';

/** @param contracts asked at each call: the process's own contract is one of them */
export function operations(
  { eventLog, db }: Engines,
  contracts: () => Contracts,
): Client<typeof serverContract> {
  return {
    async settle() {
      await eventLog.settled().catch((error: unknown) => {
        throw new AppError('engine_away', {
          text: `Not settled: ${error instanceof Error ? error.message : String(error)}`,
          cause: error,
        });
      });
      await contracts().search.whole({});
      const open = await db.read.selectFrom('fanout_open').select('status_id').limit(1).executeTakeFirst();
      if (open !== undefined)
        throw new AppError('internal', {
          detail: `status ${open.status_id} is still in delivery although the log is at its head`,
        });
      return {};
    },
    groups: async () => (await eventLog.state()).map((group) => ({ ...group })),
    retries: async () => (await eventLog.retries()).map((row) => ({ ...row })),
    replay: async (filter) => ({ due: await eventLog.replay(filter) }),
  };
}
