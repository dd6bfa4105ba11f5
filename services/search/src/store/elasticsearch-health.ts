/** What the engine says of the index: whether it answers, and whether a part is gone that will not come back by itself. */
import type { Health } from '@fanfare/kernel';
import { isAppError } from '@fanfare/kernel';
import type { Elastic } from './elasticsearch-client.ts';
import { wordsOf } from './elasticsearch-client.ts';

export interface IndexHealth {
  health(): Promise<Health>;
  /** It has been without a part of its data for so long that it is to be made anew from the truth. */
  isBeyondHelp(): Promise<boolean>;
}

const DEADLINE = 2_000;

/** @param patience how long a part may be missing, in ms: a node that restarts comes back with it */
export function indexHealth(elastic: Elastic, namespace: string, patience: number): IndexHealth {
  let redSince: number | null = null;

  async function isRed(): Promise<boolean> {
    const { status } = await elastic.probe(DEADLINE, (client, options) =>
      client.cluster.health({ index: `${namespace}-search-*`, timeout: '1s' }, options),
    );
    if (status !== 'red') redSince = null;
    else redSince ??= performance.now();
    return status === 'red';
  }

  async function version(): Promise<string> {
    const info = await elastic.probe(DEADLINE, (client, options) => client.info({}, options));
    return info.version.number;
  }

  return {
    async health() {
      try {
        if (!(await isRed())) return { ok: true, detail: `Elasticsearch ${await version()}` };
        return {
          ok: false,
          detail: 'Elasticsearch has lost a part of the index, or is finding it still (red)',
        };
      } catch (error) {
        const cause = isAppError(error) ? (error.options.detail ?? error.message) : wordsOf(error);
        return { ok: false, detail: `The search index does not answer: ${cause}` };
      }
    },
    async isBeyondHelp() {
      return (await isRed()) && redSince !== null && performance.now() - redSince > patience;
    },
  };
}
