/** The load generator, as the bench sees it. */
import { join } from 'node:path';
import { child } from './child.ts';
import type { LoadJob, LoadResult } from './load-job.ts';

export interface Load {
  /** @throws Error when any answer was not 2xx: a quick refusal is no measurement */
  run(job: LoadJob): Promise<LoadResult>;
  stop(): Promise<void>;
}

export function startLoad(): Load {
  const worker = child<LoadJob, LoadResult>(join(import.meta.dirname, 'load-worker.ts'));
  return {
    async run(job) {
      const result = await worker.ask(job);
      if (result.failed > 0) {
        throw new Error(
          `${result.failed} of ${result.calls} answers of ${job.connections[0]?.[0]?.path} failed, the first with ${result.firstFailure}`,
        );
      }
      return result;
    },
    stop: () => worker.stop(),
  };
}
