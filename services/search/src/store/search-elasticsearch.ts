/**
 * The index on Elasticsearch, for any number of processes at once: what each needs to know stands in the engine
 * itself. Indices come into being by `rebuild` only; until there are some, everything else says that they are away.
 */
import type { Clock, Health, Log } from '@fanfare/kernel';
import { AppError, isAppError, periodic } from '@fanfare/kernel';
import type { Elastic } from './elasticsearch-client.ts';
import { openElastic, wordsOf } from './elasticsearch-client.ts';
import { stored } from './elasticsearch-documents.ts';
import { elasticIndices } from './elasticsearch-indices.ts';
import { elasticLeases } from './elasticsearch-lease.ts';
import { elasticReader } from './elasticsearch-read.ts';
import type { Rebuilding } from './elasticsearch-rebuild.ts';
import { rebuild, removeLeft } from './elasticsearch-rebuild.ts';
import { sweepTombstones, TOMBSTONE_LIFE } from './elasticsearch-sweep.ts';
import { elasticWriter } from './elasticsearch-writes.ts';
import type { SearchIndex } from './search-index.ts';

export interface ElasticsearchOptions {
  /** `http://user:password@host:9200`. */
  url: string;
  /** Begins the names of all indices. */
  namespace: string;
  log: Log;
  clock: Clock;
  /** Of one question, in ms. */
  deadline?: number;
}

const DEADLINE = 2_000;
const SWEEP_EVERY = 60_000;

/** @throws StartError when the engine is not there, refuses us, or is none that we know */
export async function elasticsearchIndex(options: ElasticsearchOptions): Promise<SearchIndex> {
  return indexOn(await openElastic(options.url), options);
}

async function indexOn(elastic: Elastic, options: ElasticsearchOptions): Promise<SearchIndex> {
  const { namespace, log, clock, deadline = DEADLINE } = options;
  const indices = elasticIndices(elastic, namespace);
  const writer = elasticWriter(elastic, indices);
  const closing = new AbortController();
  const rebuilding: Rebuilding = {
    ...{ elastic, indices, log },
    leases: elasticLeases(elastic, namespace),
    now: () => clock.now(),
    closing: closing.signal,
  };
  const sweeper = periodic('search.sweep', SWEEP_EVERY, log, async () => {
    await removeLeft(rebuilding);
    if ((await indices.state()).active === null) return;
    await sweepTombstones(elastic, indices, clock.now() - TOMBSTONE_LIFE);
  });
  await sweeper.start();
  let building: Promise<unknown> = Promise.resolve();

  return {
    shared: true,
    apply: (documents) => writer.apply(documents.map((document) => stored(document, clock.now()))),
    ...elasticReader(elastic.apart(), indices, deadline),
    rebuild(batches, how) {
      const built = building.then(() => rebuild(rebuilding, batches, how));
      building = built.catch(() => undefined);
      return built;
    },
    refresh: indices.refresh,
    note: async () => (await indices.state()).note,
    setNote: async (note) => indices.note(await indices.state(), note),
    health: () => health(elastic, namespace),
    async close() {
      closing.abort(new AppError('shutting_down'));
      await sweeper.stop();
      await building;
      await writer.close();
      await elastic.close();
    },
  };
}

async function health(elastic: Elastic, namespace: string): Promise<Health> {
  try {
    const { status } = await elastic.probe(DEADLINE, (client, options) =>
      client.cluster.health({ index: `${namespace}-search-*`, timeout: '1s' }, options),
    );
    if (status !== 'red') return { ok: true };
    return { ok: false, detail: 'Elasticsearch has lost a part of the index, or is finding it still (red)' };
  } catch (error) {
    const cause = isAppError(error) ? (error.options.detail ?? error.message) : wordsOf(error);
    return { ok: false, detail: `The search index does not answer: ${cause}` };
  }
}
